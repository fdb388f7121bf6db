using BookingEngine.Functions.Http.Requests.Shapes;

namespace BookingEngine.Functions.Http.Operations;

/// <summary>The description of an HTTP function in the API document. The route, the method, the policy and their problems come from the
/// function itself.</summary>
/// <param name="Description">In Markdown.</param>
public sealed record Operation(OperationGroup Group, string Summary, string Description, Success Success)
{
    /// <summary>The object that <c>{id}</c> in the route names, such as <c>booking</c>. Null for a route without one.</summary>
    public string? IdOf { get; init; }

    /// <summary>The other values in the route, in order.</summary>
    public IReadOnlyList<FieldShape> PathValues { get; init; } = [];

    /// <summary>Whether <c>If-Match</c> is required.</summary>
    public bool NeedsIfMatch { get; init; }

    public IReadOnlyList<FieldShape> Query { get; init; } = [];

    public RequestBody? Body { get; init; }

    /// <summary>Its problems, apart from those of its policy and its body.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>The parameters of a query, from the code that reads them.</summary>
    public static IReadOnlyList<FieldShape> QueryOf<T>()
        where T : IRequest<T> => RequestFields.Describe(T.Read);
}
