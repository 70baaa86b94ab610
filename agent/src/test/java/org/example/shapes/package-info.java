/**
 * Every shape in which Java code uses monitors. Each public static method without parameters is a
 * case of its own: what it returns or throws must not depend on the agent.
 */
package org.example.shapes;
