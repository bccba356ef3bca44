/** What there is of the policy is loaded together. */
import "./acknowledgement.ts";
import "./policy.ts";
import "./reading.ts";
