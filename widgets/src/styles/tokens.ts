import { css } from "lit";

/**
 * What a tenant or host may set (`--onrecord-…`), and what everything else is derived from it.
 * Names that begin with `--_` are ours and may change in any release.
 */
export const tokens = css`
  :host {
    --_accent: var(--onrecord-accent, light-dark(#4453c6, #869dff));
    --_on-accent: var(
      --onrecord-on-accent,
      oklch(from var(--_accent) clamp(0.16, (0.66 - l) * 1000, 1) 0 h)
    );
    --_accent-text: var(
      --onrecord-accent-text,
      light-dark(
        oklch(from var(--_accent) min(l, 0.49) c h),
        oklch(from var(--_accent) max(l, 0.74) c h)
      )
    );
    --_own: var(
      --onrecord-accent-soft,
      light-dark(
        oklch(from var(--_accent) 0.942 min(c * 0.35, 0.045) h),
        oklch(from var(--_accent) 0.3 min(c * 0.5, 0.045) h)
      )
    );
    --_surface: var(
      --onrecord-surface,
      light-dark(
        oklch(from var(--_accent) 0.995 min(c, 0.003) h),
        oklch(from var(--_accent) 0.205 min(c, 0.012) h)
      )
    );
    --_surface-2: var(
      --onrecord-surface-raised,
      light-dark(
        oklch(from var(--_surface) calc(l - 0.022) calc(c * 2.4) h),
        oklch(from var(--_surface) calc(l + 0.038) calc(c * 0.7) h)
      )
    );
    --_surface-3: var(
      --onrecord-surface-sunken,
      light-dark(
        oklch(from var(--_surface) calc(l - 0.044) calc(c * 2.4) h),
        oklch(from var(--_surface) calc(l + 0.076) calc(c * 0.7) h)
      )
    );
    --_text: var(
      --onrecord-text,
      light-dark(
        oklch(from var(--_accent) 0.25 min(c, 0.015) h),
        oklch(from var(--_accent) 0.945 min(c, 0.015) h)
      )
    );
    --_muted: var(
      --onrecord-text-muted,
      light-dark(
        oklch(from var(--_accent) 0.5 min(c, 0.02) h),
        oklch(from var(--_accent) 0.72 min(c, 0.02) h)
      )
    );
    --_line: var(
      --onrecord-border,
      light-dark(
        oklch(from var(--_accent) 0.9 min(c, 0.02) h),
        oklch(from var(--_accent) 0.33 min(c, 0.018) h)
      )
    );
    --_edge: var(
      --onrecord-border-strong,
      light-dark(
        oklch(from var(--_accent) 0.62 min(c, 0.02) h),
        oklch(from var(--_accent) 0.56 min(c, 0.02) h)
      )
    );
    --_danger: var(--onrecord-danger, light-dark(#b71921, #ff7269));
    --_danger-soft: color-mix(in oklab, var(--_danger) 9%, var(--_surface));
    --_good: var(--onrecord-positive, light-dark(#007835, #5bbd74));
    --_warn: light-dark(oklch(0.44 0.09 70), oklch(0.86 0.11 85));
    --_warn-soft: light-dark(oklch(0.955 0.05 90), oklch(0.32 0.05 80));
    --_away: light-dark(oklch(0.72 0.15 75), oklch(0.8 0.14 80));

    --_font: var(
      --onrecord-font,
      -apple-system,
      "Segoe UI",
      Roboto,
      Inter,
      "Noto Sans",
      "Liberation Sans",
      system-ui,
      sans-serif
    );
    --_mono: var(
      --onrecord-font-mono,
      ui-monospace,
      "SF Mono",
      "Cascadia Mono",
      "Roboto Mono",
      "Liberation Mono",
      monospace
    );
    --_z: var(--onrecord-text-scale, 1);
    --_t1: 400 calc(12px * var(--_z)) / calc(16px * var(--_z)) var(--_font);
    --_t2: 400 calc(13px * var(--_z)) / calc(20px * var(--_z)) var(--_font);
    --_t3: 400 calc(15px * var(--_z)) / calc(24px * var(--_z)) var(--_font);
    --_t4: 600 calc(17px * var(--_z)) / calc(24px * var(--_z)) var(--_font);
    --_t5: 600 calc(22px * var(--_z)) / calc(28px * var(--_z)) var(--_font);

    --_r: var(--onrecord-radius, 8px);
    --_r-s: calc(var(--_r) * 0.75);
    --_r-l: min(calc(var(--_r) * 2), 18px);
    --_u: var(--onrecord-step, 4px);
    --_fast: 120ms;
    --_ease: cubic-bezier(0.2, 0, 0, 1);
    --_target: 32px;
  }

  @media (pointer: coarse) {
    :host {
      --_target: 44px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    :host {
      --_fast: 0s;
    }
  }

  :host {
    color-scheme: light dark;
    color: var(--_text);
    background: var(--_surface);
    font: var(--_t3);
    font-variant-numeric: tabular-nums;
    text-align: start;
    letter-spacing: normal;
    word-spacing: normal;
    text-transform: none;
    text-indent: 0;
    text-shadow: none;
    white-space: normal;
    cursor: auto;
    accent-color: var(--_accent);
    -webkit-tap-highlight-color: transparent;
    -webkit-font-smoothing: antialiased;
  }
  :host([theme="light"]) {
    color-scheme: light;
  }
  :host([theme="dark"]) {
    color-scheme: dark;
  }
`;
