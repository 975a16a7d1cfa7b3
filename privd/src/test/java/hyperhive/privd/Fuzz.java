package hyperhive.privd;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;

/// Requests with something ugly in one field, made from the descriptor.
final class Fuzz {
  private static final List<String> TEXTS =
      List.of(
          "",
          "/etc/shadow",
          "../../etc/shadow",
          "alice/../bob",
          "--upload-pack=touch MARK",
          "$(touch MARK)",
          "; touch MARK",
          "http://169.254.169.254/",
          "file:///etc/passwd",
          "a\u0000b",
          "\n",
          "é",
          "\u202Eoperator",
          "*",
          "operator",
          "alice",
          "' or 1=1 --",
          "%s%n",
          "0000000000000000000000000000000000000000",
          "x".repeat(70_000),
          "x".repeat(900_000));
  private static final long[] NUMBERS = {
    0, 1, -1, 7, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
  };

  private Fuzz() {}

  /// The empty request, then each field in turn with each ugly value, the others sensible.
  static List<Message> of(Message empty) {
    List<Message> requests = new ArrayList<>(List.of(empty));
    for (FieldDescriptor field : empty.getDescriptorForType().getFields()) {
      for (Object value : values(field)) {
        Message.Builder builder = sensible(empty);
        if (field.isRepeated()) {
          builder.clearField(field).addRepeatedField(field, value);
        } else {
          builder.setField(field, value);
        }
        requests.add(builder.build());
      }
    }
    return requests;
  }

  private static Message.Builder sensible(Message empty) {
    Message.Builder builder = empty.toBuilder();
    for (FieldDescriptor field : empty.getDescriptorForType().getFields()) {
      if (!field.isRepeated() && field.getJavaType() == FieldDescriptor.JavaType.STRING) {
        builder.setField(field, "alice");
      }
      if (!field.isRepeated() && field.getJavaType() == FieldDescriptor.JavaType.INT) {
        builder.setField(field, 10);
      }
    }
    return builder;
  }

  private static List<Object> values(FieldDescriptor field) {
    List<Object> values = new ArrayList<>();
    switch (field.getJavaType()) {
      case STRING -> values.addAll(TEXTS);
      case INT -> {
        for (long number : NUMBERS) {
          values.add(Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
      }
      case LONG -> {
        for (long number : NUMBERS) {
          values.add(number);
        }
      }
      case BOOLEAN -> values.addAll(List.of(true, false));
      case ENUM -> {
        for (EnumValueDescriptor value : field.getEnumType().getValues()) {
          values.add(value);
        }
      }
      case FLOAT, DOUBLE, BYTE_STRING, MESSAGE -> {}
    }
    return values;
  }
}
