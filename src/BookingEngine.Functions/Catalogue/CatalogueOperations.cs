using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using BookingEngine.Catalogue;

namespace BookingEngine.Functions.Catalogue;

/// <summary>Describes the operations that all kinds of catalogue objects have.</summary>
/// <param name="kind">The noun for an object, such as <c>service</c>.</param>
internal sealed class CatalogueOperations<TView>(OperationGroup group, string kind, JsonTypeInfo<TView> shape, TView example)
    where TView : class
{
    public Operation List(JsonTypeInfo list, object page) => new(
        group, $"List {kind}s", $"Lists the {kind}s by id: all of them, or a page at a time with `limit`. Customers see only active ones.",
        new(StatusCodes.Status200OK, $"The {kind}s.", list, ("page", page)))
    {
        Query = Operation.QueryOf<PageQuery>(),
        Problems = [PageQuery.LimitProblem],
    };

    public Operation Get(string description) => new(group, $"Get a {kind}", description, Tagged(StatusCodes.Status200OK, $"The {kind}.", example))
    {
        IdOf = kind,
        Problems = [Problem.Of(CatalogueRefusals.NotFound)],
    };

    public Operation Create<TRequest>(string description, params IEnumerable<Problem> problems)
        where TRequest : IRequest<TRequest> =>
        new(group, $"Create a {kind}", description, Success.Created($"The {kind} is created.", shape, ("object", example)) with { Headers = ["ETag", "Location"] })
        {
            Body = RequestBody.Json<TRequest>(Body),
            Problems = [Problem.Of(CatalogueRefusals.AlreadyExists), Problem.Of(CatalogueRefusals.TooLarge), .. problems],
        };

    public Operation Change<TRequest>(string summary, string description, TView changed, params IEnumerable<Problem> problems)
        where TRequest : IRequest<TRequest> =>
        new(group, summary, description, Tagged(StatusCodes.Status200OK, $"The {kind} as it is now.", changed))
        {
            IdOf = kind,
            NeedsIfMatch = true,
            Body = RequestBody.Json<TRequest>(Body),
            Problems =
            [
                Problem.Of(CatalogueRefusals.NotFound), EntityTags.Required, Problem.Of(CatalogueRefusals.Stale), Problem.Of(CatalogueRefusals.TooLarge),
                .. problems,
            ],
        };

    public Operation History(JsonTypeInfo history) => new(
        group, $"Get a {kind}'s history", "Returns all versions, each with its time and its author. The predefined `default` has no entry before its first change.",
        new(StatusCodes.Status200OK, "The history.", history, ("page", new HistoryView<TView>(
            [new("created", "2030-05-01T09:12:44.5318Z", $"{Samples.User}", example)], null))))
    {
        IdOf = kind,
        Query = Operation.QueryOf<PageQuery>(),
        Problems = [Problem.Of(CatalogueRefusals.NotFound), PageQuery.LimitProblem],
    };

    // The request that creates the example.
    private JsonObject Body => (JsonObject)JsonSerializer.SerializeToNode(example, shape)!;

    private Success Tagged(int status, string description, TView shown) => new(status, description, shape, ("object", shown)) { Headers = ["ETag"] };
}
