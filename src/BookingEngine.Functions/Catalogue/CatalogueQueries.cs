using System.Text.Json.Serialization.Metadata;
using BookingEngine.Catalogue;
using BookingEngine.Users;

namespace BookingEngine.Functions.Catalogue;

/// <summary>Reads objects of the catalogue. Customers see only active ones.</summary>
public sealed class CatalogueQueries<T>(CatalogueKind<T> kind, CatalogueReader<T> reader, Cursor cursors)
    where T : class
{
    /// <param name="member">The name of the list in the answer.</param>
    /// <param name="complete">Adds what the object does not have of itself; null for nothing.</param>
    public Task<IResult> ListAsync<TView>(
        ApiCall call, string member, Func<T, TView> view, JsonTypeInfo<TView> json, Func<T, ValueTask<T>>? complete = null)
    {
        var (query, errors, _) = call.ReadQuery<PageQuery>();
        var after = query!.After(cursors, kind.Model, errors);
        return Task.FromResult<IResult>(errors.Problem ?? (IResult)new ListAnswer<T, TView>(
            member, Complete(reader.ReadAsync(after, CanSeeRetired(call), call.Cancellation), complete), query.Limit, view, json, key => cursors.Write(kind.Model, key)));
    }

    public async Task<IResult> GetAsync(ApiCall call, string id, Func<T, IResult> answer, Func<T, ValueTask<T>>? complete = null)
    {
        if (await reader.FindAsync(id, call.Cancellation) is not { Value: { } value } definition || !kind.IsActive(value) && !CanSeeRetired(call))
        {
            return Problem.Of(CatalogueRefusals.NotFound);
        }

        EntityTags.Set(call, definition);
        return answer(complete is null ? value : await complete(value));
    }

    public async Task<IResult> HistoryAsync<TView>(ApiCall call, string id, Func<T, TView> view, JsonTypeInfo<HistoryEntryView<TView>> json)
    {
        var list = $"history of {kind.Model}/{id}";
        var (query, errors, _) = call.ReadQuery<PageQuery>();
        var after = query!.After(cursors, list, errors);
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        return await reader.FindAsync(id, call.Cancellation) is null
            ? Problem.Of(CatalogueRefusals.NotFound)
            : new ListAnswer<HistoryEntry<T>, HistoryEntryView<TView>>(
                "entries", reader.ReadHistoryAsync(id, after, call.Cancellation), query.Limit, entry => HistoryEntryView<TView>.Of(entry, view), json,
                key => cursors.Write(list, key));
    }

    private static IAsyncEnumerable<(T Value, string SortKey)> Complete(IAsyncEnumerable<(T Value, string SortKey)> found, Func<T, ValueTask<T>>? complete) =>
        complete is null ? found : found.Select(async ((T Value, string SortKey) item, CancellationToken _) => (await complete(item.Value), item.SortKey));

    private static bool CanSeeRetired(ApiCall call) => call.Caller.Role is not Role.Customer;
}
