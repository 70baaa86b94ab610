/** The premain class, in the system loader. It knows the bootstrap ring by name and nothing else. */
package io.lockmeter.agent;
