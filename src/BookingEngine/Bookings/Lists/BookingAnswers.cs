using BookingEngine.ReadModels;
using BookingEngine.Users;

namespace BookingEngine.Bookings.Lists;

/// <summary>Bookings as the API sends them.</summary>
/// <param name="Next">The sort key to go on from; null at the end.</param>
public sealed record BookingAnswers(IReadOnlyList<ReadOnlyMemory<byte>> Json, string? Next);

/// <summary>Lists all of a user's bookings by slot, then id, from their stored answers alone.</summary>
public sealed class BookingAnswersReader(IReadModelStore models)
{
    /// <param name="after">The sort key of the last booking that the caller has seen.</param>
    /// <param name="limit">Null for all.</param>
    /// <returns>Null if one has no answer, because it is moving or its answer is of an earlier version. Then read the documents.</returns>
    public async Task<BookingAnswers?> FindAsync(UserId user, string? after, int? limit, CancellationToken cancellation)
    {
        // One more than the limit shows whether there is a next page.
        var range = new ListRange(after, null, limit + 1);
        var found = await models.ListAnswersAsync(BookingLists.OfUser(user)[0], range, ListedBookingJson.Shape, cancellation);
        return found is null ? null
            : found.Count > limit ? new([.. found.Take(limit.Value).Select(answer => answer.Json)], found[limit.Value - 1].SortKey)
            : new([.. found.Select(answer => answer.Json)], null);
    }
}
