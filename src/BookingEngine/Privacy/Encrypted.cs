using System.Text.Json;
using System.Text.Json.Serialization;

namespace BookingEngine.Privacy;

/// <summary>A text encrypted with a person's key: the nonce, the ciphertext and the tag of AES-256-GCM, in Base64.</summary>
[JsonConverter(typeof(EncryptedJsonConverter))]
public readonly record struct Encrypted(string Value);

public sealed class EncryptedJsonConverter : JsonConverter<Encrypted>
{
    public override Encrypted Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? throw new JsonException("An encrypted value must be a text."));

    public override void Write(Utf8JsonWriter writer, Encrypted value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
