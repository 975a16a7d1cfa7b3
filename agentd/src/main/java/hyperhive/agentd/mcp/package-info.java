/// The hive's tools as an MCP server on standard input and output.
@NullMarked
package hyperhive.agentd.mcp;

import org.jspecify.annotations.NullMarked;
