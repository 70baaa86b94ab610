/** The ways the agent is used in production, each with the user's own tool at the other end. */
package io.lockmeter.production;
