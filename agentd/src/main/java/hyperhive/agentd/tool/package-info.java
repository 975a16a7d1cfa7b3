/// The hive's tools, each defined once for MCP and for the command line.
@NullMarked
package hyperhive.agentd.tool;

import org.jspecify.annotations.NullMarked;
