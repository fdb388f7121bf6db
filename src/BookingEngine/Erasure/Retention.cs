using BookingEngine.Bookings;
using BookingEngine.Bookings.Series;
using BookingEngine.Calendars.Events;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.ReadModels;
using BookingEngine.Users.Profiles;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Erasure;

/// <summary>Erases by age, once a day: the texts of old bookings and entries of waitlists, and persons whose last booking and last sign-in are old. It may stop at any
/// point: the next run goes on with the same page, and erasing twice changes nothing.</summary>
public sealed class Retention(
    ErasurePolicy policy, IReadModelStore models, BookingTexts texts, SeriesFinder series, RetainedPersons persons, RetainedEntries entries, ICheckpoints checkpoints, TimeProvider time)
{
    public const string Checkpoint = "retention";
    private const int PageSize = 200;
    private static readonly Duration Spacing = Duration.FromHours(20);

    public bool IsOn => policy.RetentionMonths is not null;

    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = time.Now();
        var saved = await checkpoints.FindAsync(Checkpoint, cancellation);
        var progress = saved is null ? new RetentionProgress(now, Instant.MinValue, "") : RetentionProgress.Parse(saved);
        if (policy.RetentionMonths is not { } months || now - progress.LastRun < Spacing)
        {
            return;
        }

        var cutoff = now.InUtc().LocalDateTime.PlusMonths(-months).InUtc().ToInstant();
        var after = await EraseBookingsAsync(progress, cutoff, cancellation);
        await entries.RunAsync(cutoff, person => persons.EraseIfOldAsync(person, cutoff, progress.Since, cancellation), cancellation);
        await EraseUsersAsync(progress, cutoff, cancellation);
        await checkpoints.TryReplaceAsync(Checkpoint, saved, (progress with { LastRun = now, BookingsAfter = after }).ToString());
    }

    /// <summary>Goes on where the last run stopped. A booking that has not ended long enough ago stops it there, so that a later run meets it
    /// again.</summary>
    private async Task<string> EraseBookingsAsync(RetentionProgress progress, Instant cutoff, CancellationToken cancellation)
    {
        var (after, kept, isBehind) = (progress.BookingsAfter, progress.BookingsAfter, true);
        var (list, seen) = (BookingLists.OfAll(service: null, []).Single(), new HashSet<SeriesId>());
        while (await models.ListAsync(list, new ListRange(after, BookingLists.SortKeyOf(cutoff), PageSize), cancellation) is { Count: > 0 } page)
        {
            foreach (var document in page)
            {
                var booking = BookingsProjection.Read(document);
                isBehind &= booking.End < cutoff;
                kept = isBehind ? document.SortKey : kept;
                await EraseAsync(booking, seen, progress, cutoff, cancellation);
            }

            after = page[^1].SortKey;
        }

        return kept;
    }

    /// <param name="seen">Gets the series whose texts this run has decided about.</param>
    private async Task EraseAsync(Booking booking, HashSet<SeriesId> seen, RetentionProgress progress, Instant cutoff, CancellationToken cancellation)
    {
        if (booking.End >= cutoff || booking.IsPart)
        {
            return;
        }

        if (MayHaveTexts(booking, seen) && await AreTextsOldAsync(booking, cutoff, cancellation))
        {
            await texts.EraseAsync(booking.Id);
        }

        await persons.EraseIfOldAsync(booking.UserId, cutoff, progress.Since, cancellation);
    }

    // Reasons are texts of later events. Those of a series may be another booking's of it.
    private static bool MayHaveTexts(Booking booking, HashSet<SeriesId> seen) =>
        SeriesId.Of(booking.Id) is { } id ? seen.Add(id) : booking.Details is not null || booking.Versions.Length > 1;

    // The bookings of a series have their texts in common: the last one keeps them.
    private async Task<bool> AreTextsOldAsync(Booking booking, Instant cutoff, CancellationToken cancellation) =>
        SeriesId.Of(booking.Id) is not { } id || (await series.FindAsync(id, cancellation)).All(other => other.End < cutoff);

    // Also those without bookings, and those whose last sign-in has become old after their last booking had.
    private async Task EraseUsersAsync(RetentionProgress progress, Instant cutoff, CancellationToken cancellation)
    {
        var list = ReadModelList.OfPartition(UsersProjection.ModelName, UsersProjection.Partition);
        string? after = null;
        while (await models.ListAsync(list, new ListRange(after, null, PageSize), cancellation) is { Count: > 0 } page)
        {
            foreach (var profile in page.Select(UsersProjection.Read).Where(profile => profile.CreatedAt < cutoff))
            {
                await persons.EraseIfOldAsync(profile.Id, cutoff, progress.Since, cancellation);
            }

            after = page[^1].SortKey;
        }
    }
}

/// <summary>How far the retention has come.</summary>
/// <param name="Since">When it ran for the first time.</param>
/// <param name="BookingsAfter">The sort key of the last booking that it need not look at again.</param>
internal sealed record RetentionProgress(Instant Since, Instant LastRun, string BookingsAfter)
{
    public static RetentionProgress Parse(string text) => text.Split(' ', 3) is [var since, var last, var after]
        ? new(InstantPattern.ExtendedIso.Parse(since).Value, InstantPattern.ExtendedIso.Parse(last).Value, after)
        : throw new FormatException("The checkpoint of the retention must be two instants and a sort key.");

    public override string ToString() => $"{InstantPattern.ExtendedIso.Format(Since)} {InstantPattern.ExtendedIso.Format(LastRun)} {BookingsAfter}";
}
