using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using BookingEngine.Functions.Http.Answers;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>What the code cannot tell of an HTTP function. Its route, method, key, token, and the problems that come of those, are read
/// from the function itself.</summary>
/// <param name="Function">The function's class.</param>
/// <param name="Summary">What it does, in a few words.</param>
/// <param name="Description">What a client must know before it calls, in Markdown.</param>
public sealed record Operation(Type Function, string Summary, string Description)
{
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    public RequestBody? Body { get; init; }

    public required Answer Answer { get; init; }

    /// <summary>What it refuses, beside what its policy and its body do.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];
}

/// <param name="Place"><c>query</c>, <c>path</c> or <c>header</c>.</param>
public sealed record Parameter(string Name, string Place, string Description, JsonObject Schema)
{
    /// <summary>Whether a query or header must be there; a path always has its own.</summary>
    public bool IsNeeded { get; init; }

    public bool IsRequired => IsNeeded || Place is "path";
}

/// <summary>The answer of success.</summary>
/// <param name="View">The shape of the body; null where there is none.</param>
public sealed record Answer(int Status, string Description, JsonTypeInfo? View)
{
    /// <summary>Success without anything to say.</summary>
    public static Answer Empty(string description) => new(204, description, null) { Examples = new Dictionary<string, object>() };

    /// <summary>The headers of its own, by their names.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>An example of the same as a table, where a client may have one.</summary>
    public string? Csv { get; init; }

    /// <summary>By a name that says what is special about each.</summary>
    public required IReadOnlyDictionary<string, object> Examples { get; init; }
}

/// <summary>Operations that belong together, and the shapes that they answer with.</summary>
/// <param name="Name">How the document calls the group.</param>
public sealed record OperationGroup(
    string Name, string Description, IReadOnlyList<Operation> Operations, IReadOnlyList<ViewDescription> Views);

/// <summary>A shape that answers have, under a name of its own in the document.</summary>
public sealed record ViewDescription(string Name, JsonTypeInfo View, string Description)
{
    /// <summary>By the field's name in JSON.</summary>
    public required IReadOnlyDictionary<string, FieldDescription> Fields { get; init; }
}

/// <param name="Format">The format of a text, where its type does not tell.</param>
/// <param name="IsOptional">Whether answers leave it out at times.</param>
public sealed record FieldDescription(string Text, string? Format = null, bool IsOptional = false)
{
    public static implicit operator FieldDescription(string text) => new(text);
}
