/** Words that guessers try first, without digits around them, and digits alone; in lower case. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `password passw0rd p4ssw0rd passwort kata kunci katasandi katakunci rahasia sandi sayang sayangku sayangkamu
  indonesia jakarta bandung surabaya merdeka bismillah alhamdulillah assalamualaikum anjing bangsat cintaku akucintakamu
  qwerty qwertyuiop qwertyuio asdfghjkl asdfghjk zxcvbnm zxcvbnmasdf qazwsx qazwsxedc qweasdzxc qweqwe asdasd
  letmein welcome welcometo iloveyou iloveu loveyou sunshine princess dragon monkey football baseball superman batman
  master shadow michael jordan jennifer charlie trustno changeme default administrator admin root user guest test testing
  secret secretpassword mypassword newpassword yourpassword password1234 login signin whatsapp balas whatsappbalas
  abcdef abcdefg abcdefgh abcdefghi abcdefghij abcabc abc abcd computer internet google facebook instagram
  samsung hello helloworld pokemon starwars liverpool chelsea barcelona manchester arsenal juventus realmadrid
  0123456789 01234567890 1234567890 12345678901 123456789012 9876543210 0987654321 1111111111 0000000000 1212121212
  1122334455 1234512345 1231231230 123123123123 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc qwerty1234 qwerty12345 a123456789
  q1w2e3r4t5 aa12345678 abc1234567 abcd123456 zaq12wsxcde`
    .split(/\s+/)
    .filter((word) => word !== ""),
);
