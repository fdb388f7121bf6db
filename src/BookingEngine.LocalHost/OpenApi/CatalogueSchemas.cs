using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Catalogue;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Answers;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>What the operations on the catalogue have in common.</summary>
internal static class CatalogueSchemas
{
    public const string ListText = "By id: all of them, or with `limit` a page at a time. Customers see those that are active.";

    public const string HistoryText = "Answers who wrote it when, and what it was from then on. One that stands as it did from the beginning has no entry.";

    public static Parameter Id(string what) => new("id", "path", $"The id of the {what}.", Types("string"));

    public static Parameter IfMatch { get; } = new(
        "If-Match", "header", "The `ETag` of the object as it was read, such as `\"3\"`; several, separated by commas; or `*` for whatever it is now.",
        Types("string"))
    { IsNeeded = true };

    public static IReadOnlyList<Parameter> Page { get; } = RequestShapes.QueryOf<PageQuery>();

    public static Problem NotFound { get; } = Problem.Of(CatalogueRefusals.NotFound);

    public static Problem PageProblem { get; } = Samples.Invalid("limit", "must be a whole number from 1 to 100");

    /// <summary>What every creation refuses.</summary>
    public static IReadOnlyList<Problem> Creation { get; } = [Problem.Of(CatalogueRefusals.AlreadyExists), Problem.Of(CatalogueRefusals.TooLarge)];

    /// <summary>What every change refuses.</summary>
    public static IReadOnlyList<Problem> Change { get; } =
        [NotFound, EntityTags.Required, Problem.Of(CatalogueRefusals.Stale), Problem.Of(CatalogueRefusals.TooLarge)];

    public static JsonObject Types(params string[] types) =>
        new() { ["type"] = types.Length == 1 ? types[0] : new JsonArray([.. types.Select(t => (JsonNode)t)]) };

    /// <summary>The body that would write the object as it is shown.</summary>
    public static JsonObject BodyOf<TView>(TView view, JsonTypeInfo<TView> shape) => (JsonObject)JsonSerializer.SerializeToNode(view, shape)!;

    public static Answer Tagged(int status, string description, JsonTypeInfo view, object example) => new(status, description, view)
    {
        Headers = ["ETag"],
        Examples = new Dictionary<string, object> { ["object"] = example },
    };

    public static Answer Listed(string description, JsonTypeInfo view, object example) =>
        new(200, description, view) { Examples = new Dictionary<string, object> { ["page"] = example } };

    public static HistoryView<TView> HistoryOf<TView>(TView view) =>
        new([new HistoryEntryView<TView>("created", "2030-05-01T09:12:44.5318Z", $"{Samples.User.Id}", view)], null);

    public static IEnumerable<ViewDescription> HistoryShapes(string name, JsonTypeInfo history, JsonTypeInfo entry) =>
    [
        new($"{name}History", history, "What became of it, the oldest first.")
        {
            Fields = new Dictionary<string, FieldDescription>
            {
                ["entries"] = "The entries.",
                ["next_cursor"] = "Where to go on; null at the end.",
            },
        },
        new($"{name}HistoryEntry", entry, "One time that it was written.")
        {
            Fields = new Dictionary<string, FieldDescription>
            {
                ["change"] = "`created`, `changed` or `retired`.",
                ["at"] = new("When.", "date-time"),
                ["by"] = "The id of the user who wrote it.",
                ["definition"] = "What it was from then on.",
            },
        },
    ];
}
