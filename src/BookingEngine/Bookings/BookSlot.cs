using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Bookings;

/// <param name="Start">When the slot begins; see <see cref="SlotTime"/>.</param>
public sealed record BookSlot(UserId UserId, Instant Start);

/// <summary>Books a slot of the default resource. Its calendar decides.</summary>
public sealed class BookSlotHandler(CommandExecutor executor)
{
    public static readonly Refusal InThePast =
        new(RefusalKind.Rule, "slot_in_past", "The slot lies in the past: choose one that is yet to come.");

    public static readonly Refusal OffGrid =
        new(RefusalKind.Rule, "slot_off_grid", "Slots begin on the hour and the half hour: choose such a time.");

    public static readonly Refusal OutOfRange =
        new(RefusalKind.Rule, "slot_out_of_range", "The slot lies too far ahead: choose one before the year 9000.");

    public static readonly Refusal Unavailable =
        new(RefusalKind.Conflict, "slot_unavailable", "The slot is taken: choose another time.");

    public static readonly Refusal Retired =
        new(RefusalKind.Rule, "resource_retired", "The resource takes no more bookings: choose another one.");

    private static readonly Instant Latest = Instant.FromUtc(9000, 1, 1, 0, 0);

    public async Task<Outcome<Booking>> HandleAsync(BookSlot command, CommandContext context, CancellationToken cancellation)
    {
        if (Check(command.Start, context.Now) is { } broken)
        {
            return await executor.FindEarlierAsync(context, cancellation) is [var earlier] ? BookingOf(earlier) : broken;
        }

        var confirmed = Confirm(command, new BookingId(context.CommitId.Derive("booking")));
        var stream = Calendar.StreamOf(confirmed.ResourceId);
        var outcome = await executor.RecordAsync<Calendar>(stream, context, calendar => Book(calendar, confirmed), cancellation);
        return outcome.IsRefused(out var refusal, out var recorded) ? refusal : BookingOf(recorded.Single());
    }

    public static Decision Book(Calendar calendar, BookingConfirmed confirmed) => calendar switch
    {
        _ when calendar.Standing(confirmed.ResourceId).Value is { Active: false } => Retired,
        _ when calendar.Taken.Overlaps(confirmed.Start, confirmed.End) => Unavailable,
        _ => Decision.Of(confirmed),
    };

    // By what was recorded, which may be an earlier attempt's: the first answer, whenever it is given.
    private static Booking BookingOf(RecordedEvent recorded) => Booking.Of((BookingConfirmed)recorded.Event, recorded.Metadata.RecordedAt);

    private static Refusal? Check(Instant start, Instant now) => start switch
    {
        _ when start <= now => InThePast,
        _ when start >= Latest => OutOfRange,
        _ when !IsOnGrid(start) => OffGrid,
        _ => null,
    };

    // In 128 bits: 64 bits of nanoseconds end in 2262.
    private static bool IsOnGrid(Instant start) =>
        (start - NodaConstants.UnixEpoch).ToInt128Nanoseconds() % DefaultCatalogue.SlotInterval.ToInt128Nanoseconds() == 0;

    internal static BookingConfirmed Confirm(BookSlot command, BookingId id) => new(
        id, command.UserId, DefaultCatalogue.Service, DefaultCatalogue.Resource,
        command.Start, command.Start + DefaultCatalogue.ServiceDuration,
        command.Start.InZone(DefaultCatalogue.Zone).LocalDateTime, DefaultCatalogue.Zone.Id, ZoneData.Version, Quantity: 1);
}
