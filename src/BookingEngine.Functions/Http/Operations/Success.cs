using System.Text.Json.Serialization.Metadata;

namespace BookingEngine.Functions.Http.Operations;

/// <param name="View">The type of the body. Null for no body.</param>
public sealed record Success(int Status, string Description, JsonTypeInfo? View, params IReadOnlyList<(string Name, object View)> Examples)
{
    /// <summary>The names of headers that not all answers have.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Another status with the same body. Null for none.</summary>
    public int? AlsoStatus { get; init; }

    /// <summary>A CSV example, if the operation also answers in CSV.</summary>
    public string? Csv { get; init; }

    /// <summary>A 201 with the path of the new object.</summary>
    public static Success Created(string description, JsonTypeInfo view, params IReadOnlyList<(string Name, object View)> examples) =>
        new(StatusCodes.Status201Created, description, view, examples) { Headers = ["Location"] };

    public static Success Empty(string description) => new(StatusCodes.Status204NoContent, description, null);

    public static Success Message(string description, string example, string text) =>
        new(StatusCodes.Status200OK, description, ApiJson.Default.MessageView, (example, new MessageView(text)));
}
