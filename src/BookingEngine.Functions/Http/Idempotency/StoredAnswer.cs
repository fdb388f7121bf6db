using System.Text.Json;
using System.Text.Json.Serialization;

namespace BookingEngine.Functions.Http.Idempotency;

/// <summary>An answer as stored for repeated requests.</summary>
public sealed record StoredAnswer(int Status, string? ContentType, Dictionary<string, string?> Headers, string Body)
{
    /// <summary>The headers that are stored. All others depend on the caller or on the time.</summary>
    public static IReadOnlyList<string> StoredHeaders { get; } = ["Location", "ETag"];

    public static StoredAnswer Of(HttpResponse response, string body) => new(
        response.StatusCode, response.ContentType,
        StoredHeaders.Where(response.Headers.ContainsKey).ToDictionary(name => name, name => (string?)response.Headers[name]), body);

    public static StoredAnswer Read(string text) => JsonSerializer.Deserialize(text, StoredAnswerJson.Default.StoredAnswer)!;

    public string Write() => JsonSerializer.Serialize(this, StoredAnswerJson.Default.StoredAnswer);

    public async Task WriteToAsync(HttpResponse response)
    {
        (response.StatusCode, response.ContentType) = (Status, ContentType);
        foreach (var (name, value) in Headers)
        {
            response.Headers[name] = value;
        }

        await response.WriteAsync(Body, CancellationToken.None);
    }
}

[JsonSerializable(typeof(StoredAnswer))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class StoredAnswerJson : JsonSerializerContext;
