using BookingEngine.Bookings;
using BookingEngine.Pipeline;
using BookingEngine.ReadModels;
using BookingEngine.Users;
using BookingEngine.Waitlist;
using NodaTime;

namespace BookingEngine.Erasure;

/// <summary>Erases by age what guests' entries of waitlists say, and persons who have nothing else. A person who waits is kept.</summary>
public sealed class RetainedEntries(IReadModelStore models, WaitlistEntries entries, BookingTexts texts, ICheckpoints checkpoints)
{
    /// <summary>Has the last entry that need not be looked at again.</summary>
    public const string Checkpoint = "retention of waitlists";

    private const int PageSize = 200;

    /// <summary>Whether the person waits, or did not long ago.</summary>
    public async Task<bool> KeepAsync(UserId user, Instant cutoff, CancellationToken cancellation) =>
        (await entries.OfCustomerAsync(user, cancellation)).Any(entry => !IsOld(entry, cutoff));

    /// <summary>Goes on where the last run stopped. An entry that was closed not long ago stops it there, so that a later run meets it again.</summary>
    /// <param name="eraseIfOld">Asked about the person of each old entry.</param>
    public async Task RunAsync(Instant cutoff, Func<UserId, Task> eraseIfOld, CancellationToken cancellation)
    {
        var saved = await checkpoints.FindAsync(Checkpoint, cancellation);
        var (after, kept, isBehind) = (saved, saved, true);
        var list = new ReadModelList(WaitlistProjection.ModelName, ListIndex.ByModel);
        while (await models.ListAsync(list, new ListRange(after, null, PageSize), cancellation) is { Count: > 0 } page)
        {
            foreach (var (document, entry) in page.Select(document => (document, WaitlistProjection.Read(document))))
            {
                isBehind &= IsOld(entry, cutoff);
                kept = isBehind ? document.SortKey : kept;
                if (IsOld(entry, cutoff))
                {
                    await (entry.Details is null ? Task.CompletedTask : texts.EraseAsync(entry.Matter));
                    await eraseIfOld(entry.UserId);
                }
            }

            after = page[^1].SortKey;
        }

        await (kept == saved || kept is null ? Task.FromResult(false) : checkpoints.TryReplaceAsync(Checkpoint, saved, kept));
    }

    private static bool IsOld(WaitlistEntry entry, Instant cutoff) => entry.ClosedAt < cutoff;
}
