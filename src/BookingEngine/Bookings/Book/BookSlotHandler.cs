using BookingEngine.BookingLimits;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.Guests;
using BookingEngine.Privacy;
using BookingEngine.Users;

namespace BookingEngine.Bookings.Book;

/// <summary>Books a slot; see <see cref="SlotAllocator"/>. What the service allows one customer is claimed first.</summary>
public sealed class BookSlotHandler(SlotAllocator slots, CatalogueCache catalogue, CustomerClaims claims, GuestIdentities guests, PersonalData personal)
{
    public async Task<Outcome<Booking>> HandleAsync(BookSlot asked, CommandContext context, CancellationToken cancellation)
    {
        var command = await WithCustomerAsync(asked, context, cancellation);
        Encrypted? details = command.Details is { } text ? (await personal.KeyForAsync(command.UserId.ToString())).Seal(text) : null;
        var id = new BookingId(context.CommitId.Derive("booking"));
        var isLimited = command.OverridesAs is null
            && await catalogue.ServiceAsync(command.ServiceId, cancellation) is { } service && service.Limits.Apply;
        var bounded = isLimited ? CustomerClaims.Bounded(context) : context;
        LimitClaimRequest? claimed = null;
        var outcome = await slots.RunAsync(
            WishOf(command), bounded, choice => Make(id, command, choice) with { Details = details }, isLimited ? AdmitAsync : null, cancellation);
        if (outcome.IsRefused(out var refusal, out var recorded) && claimed is not null)
        {
            await claims.WithdrawAsync(claimed, bounded);
        }

        // By what was recorded, which may be an earlier attempt's: the first answer, whenever it is given.
        return refusal is not null ? refusal : Booking.Of((BookingMade)recorded!.Event, recorded);

        Task<Refusal?> AdmitAsync(SlotCandidate choice)
        {
            claimed = new LimitClaimRequest(command.UserId, id, choice.Service, choice.Time, context.CommitId, Now: null);
            return claims.ClaimAsync(claimed, bounded, cancellation);
        }
    }

    public static BookingMade Make(BookingId id, BookSlot command, SlotCandidate choice)
    {
        var (service, time, isOverride) = (choice.Service, choice.Time, command.OverridesAs is not null);
        var terms = BookingTerms.Of(service) with { IsLimited = !isOverride && service.Limits.Apply };
        return new(
            id, command.UserId, service.Id, choice.At.Resource.Id, time.Start, time.End, time.LocalStart, time.TimeZone, time.ZoneData,
            command.Quantity, terms, service.Approval && !isOverride, isOverride, HoldId: null, Details: null)
        {
            IsGuest = command.For is not null,
        };
    }

    private async Task<BookSlot> WithCustomerAsync(BookSlot asked, CommandContext context, CancellationToken cancellation) =>
        asked.For is not { Guest: var guest } ? asked : asked with
        {
            UserId = await guests.OfAsync(guest, context, cancellation),
            Details = guest.AddTo(asked.Details),
        };

    private static SlotRequest WishOf(BookSlot command) => new(
        command.For?.By ?? new Actor(command.UserId, command.OverridesAs ?? Role.Customer), command.When, command.ServiceId, command.ResourceId,
        command.Quantity, command.OverridesAs is not null)
    {
        IsForGuest = command.For is not null,
    };
}
