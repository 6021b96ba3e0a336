import "./mantine-styles.ts";
import "./tokens.css";
import "./base.css";
import "./looks/button.css";
import "./looks/input.css";
import "./looks/floating.css";
