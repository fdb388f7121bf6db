using BookingEngine.Functions.Http.Requests.Shapes;

namespace BookingEngine.Functions.Http.Operations;

/// <summary>What the API document says of an HTTP function. Its route, method, key, token, and the problems that come of those, are read from the
/// function itself.</summary>
/// <param name="Summary">What it does, in a few words.</param>
/// <param name="Description">What a client must know before it calls, in Markdown.</param>
public sealed record Operation(OperationGroup Group, string Summary, string Description, Success Success)
{
    /// <summary>What the <c>{id}</c> of the route is the id of, such as a booking; null for a route without one.</summary>
    public string? IdOf { get; init; }

    /// <summary>Whether it changes a version of an object, which <c>If-Match</c> names.</summary>
    public bool NeedsIfMatch { get; init; }

    public IReadOnlyList<FieldShape> Query { get; init; } = [];

    public RequestBody? Body { get; init; }

    /// <summary>What it refuses, beside what its policy and its body do.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>The parameters of a query, as the code that reads them describes them.</summary>
    public static IReadOnlyList<FieldShape> QueryOf<T>()
        where T : IRequest<T> => RequestFields.Describe(T.Read);
}
