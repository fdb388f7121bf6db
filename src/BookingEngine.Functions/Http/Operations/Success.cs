using System.Text.Json.Serialization.Metadata;

namespace BookingEngine.Functions.Http.Operations;

/// <summary>The answer of success.</summary>
/// <param name="View">The shape of the body; null where there is none.</param>
/// <param name="Examples">Each by a name that says what is special about it.</param>
public sealed record Success(int Status, string Description, JsonTypeInfo? View, params IReadOnlyList<(string Name, object View)> Examples)
{
    /// <summary>The headers of its own, by their names.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>An example of the same as a table, where a client may have one.</summary>
    public string? Csv { get; init; }

    public static Success Empty(string description) => new(StatusCodes.Status204NoContent, description, null);

    public static Success Message(string description, string example, string text) =>
        new(StatusCodes.Status200OK, description, ApiJson.Default.MessageView, (example, new MessageView(text)));
}
