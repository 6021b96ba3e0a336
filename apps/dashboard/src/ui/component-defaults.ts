import type { MantineThemeOverride } from "@mantine/core";

const field = { size: "md", inputWrapperOrder: ["label", "input", "description", "error"] } as const;
const floating = { transitionProps: { duration: 0 } } as const;

/** What every control is unless a screen says otherwise, so that screens carry no looks of their own. */
export const componentDefaults: MantineThemeOverride["components"] = {
  Button: { defaultProps: { variant: "default", size: "md" } },
  ActionIcon: { defaultProps: { variant: "subtle", size: "md" } },
  InputWrapper: { defaultProps: { inputWrapperOrder: field.inputWrapperOrder } },
  TextInput: { defaultProps: field },
  PasswordInput: { defaultProps: field },
  NumberInput: { defaultProps: { ...field, hideControls: true } },
  Textarea: { defaultProps: { ...field, autosize: true, minRows: 3 } },
  Select: { defaultProps: { ...field, allowDeselect: false, checkIconPosition: "right" } },
  MultiSelect: { defaultProps: field },
  TagsInput: { defaultProps: field },
  Autocomplete: { defaultProps: field },
  Checkbox: { defaultProps: { size: "sm" } },
  Radio: { defaultProps: { size: "sm" } },
  Switch: { defaultProps: { size: "sm", withThumbIndicator: false } },
  Menu: { defaultProps: { ...floating, shadow: "md", position: "bottom-end", offset: 6 } },
  Popover: { defaultProps: { ...floating, shadow: "md" } },
  Combobox: { defaultProps: { ...floating, shadow: "md" } },
  Tooltip: { defaultProps: { openDelay: 350, transitionProps: { duration: 0 }, withArrow: false } },
  Modal: { defaultProps: { centered: true, transitionProps: { duration: 90, transition: "fade" } } },
  Drawer: { defaultProps: { position: "right", size: 372, transitionProps: { duration: 90 } } },
  SegmentedControl: { defaultProps: { size: "sm", transitionDuration: 0 } },
  Tabs: { defaultProps: { keepMounted: false } },
  Loader: { defaultProps: { size: "sm" } },
};
