package hyperhive.agentd.mcp;

import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes every value: the tools check their arguments, and the schema library stays out of the
/// container.
final class TrustingValidator implements JsonSchemaValidator {
  @Override
  public ValidationResponse validate(Map<String, Object> schema, @Nullable Object value) {
    return ValidationResponse.asValid("");
  }
}
