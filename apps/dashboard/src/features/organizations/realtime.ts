import { onEvent } from "../../api/realtime.ts";

// Members and invitations are short lists: the fact says that one changed, and the list is asked for again.
for (const name of ["member.joined", "member.role_changed", "member.removed"]) {
  onEvent(name, (_data, { queryClient }) => {
    void queryClient.invalidateQueries({ queryKey: ["members"] });
    void queryClient.invalidateQueries({ queryKey: ["invitations"] });
    void queryClient.invalidateQueries({ queryKey: ["me", "organizations"] });
    void queryClient.invalidateQueries({ queryKey: ["onboarding"] });
  });
}

for (const name of ["invitation.sent", "invitation.revoked"]) {
  onEvent(name, (_data, { queryClient }) => void queryClient.invalidateQueries({ queryKey: ["invitations"] }));
}

onEvent("organization.updated", (_data, { queryClient }) => {
  void queryClient.invalidateQueries({ queryKey: ["me", "organizations"] });
});
