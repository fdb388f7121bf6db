using System.Text.Json;
using System.Text.Json.Serialization;
using BookingEngine.EventSourcing;

namespace BookingEngine.Pipeline;

/// <summary>The message that a stream has reached a version. It contains no event and no personal data. A lost, duplicated or reordered
/// message costs only time.</summary>
public sealed record StreamAdvanced(StreamName Stream, long Version)
{
    public string ToJson() => JsonSerializer.Serialize(new StreamAdvancedMessage(Stream.Value, Version), StreamAdvancedJson.Default.StreamAdvancedMessage);

    /// <exception cref="FormatException">The message is not a JSON object with a stream and a version.</exception>
    public static StreamAdvanced Parse(string message)
    {
        try
        {
            var read = JsonSerializer.Deserialize(message, StreamAdvancedJson.Default.StreamAdvancedMessage);
            return read is { Version: > 0 } && StreamName.TryParse(read.Stream, out var stream)
                ? new StreamAdvanced(stream, read.Version)
                : throw new FormatException("A stream-advances message must contain a stream name and a version above 0.");
        }
        catch (JsonException e)
        {
            throw new FormatException("A stream-advances message must be a JSON object with a stream and a version.", e);
        }
    }
}

internal sealed record StreamAdvancedMessage(string? Stream, long Version);

[JsonSerializable(typeof(StreamAdvancedMessage))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class StreamAdvancedJson : JsonSerializerContext;
