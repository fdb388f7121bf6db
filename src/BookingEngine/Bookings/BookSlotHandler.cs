using BookingEngine.Privacy;
using BookingEngine.Users;

namespace BookingEngine.Bookings;

/// <summary>Books a slot; see <see cref="TakeSlot"/>.</summary>
public sealed class BookSlotHandler(TakeSlot slots, PersonalData personal)
{
    public async Task<Outcome<Booking>> HandleAsync(BookSlot command, CommandContext context, CancellationToken cancellation)
    {
        Sealed? details = command.Details is { } text ? (await personal.KeyForAsync(command.UserId.ToString())).Seal(text) : null;
        var id = new BookingId(context.CommitId.Derive("booking"));
        var outcome = await slots.RunAsync(WishOf(command), context, choice => Make(id, command, choice) with { Details = details }, cancellation);

        // By what was recorded, which may be an earlier attempt's: the first answer, whenever it is given.
        return outcome.IsRefused(out var refusal, out var recorded) ? refusal : Booking.Of((BookingMade)recorded.Event, recorded);
    }

    public static BookingMade Make(BookingId id, BookSlot command, SlotChoice choice)
    {
        var (service, time, isOverride) = (choice.Service, choice.Time, command.OverridesAs is not null);
        return new(
            id, command.UserId, service.Id, choice.At.Resource.Id, time.Start, time.End, time.LocalStart, time.TimeZone, time.ZoneData,
            command.Quantity, BookingTerms.Of(service), service.Approval && !isOverride, isOverride, HoldId: null, Details: null);
    }

    private static SlotWish WishOf(BookSlot command) => new(
        new Actor(command.UserId, command.OverridesAs ?? Role.Customer), command.When, command.ServiceId, command.ResourceId, command.Quantity,
        command.OverridesAs is not null);
}
