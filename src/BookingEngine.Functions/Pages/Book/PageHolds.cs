using BookingEngine.Catalogue;
using BookingEngine.Functions.PublicBookings;
using BookingEngine.Holds;
using BookingEngine.PublicBookings;
using BookingEngine.Slots;
using BookingEngine.Times;

namespace BookingEngine.Functions.Pages.Book;

/// <summary>Holds what a visitor has chosen on the pages.</summary>
public sealed class PageHolds(VisitorHolds holds, PublicBookingGate gate)
{
    /// <summary>Places a hold, and releases the former one.</summary>
    /// <returns>The hold's token.</returns>
    public async Task<Outcome<string>> PlaceAsync(ApiCall call, BookAddress address)
    {
        if (address.Slot is not { } text || SlotTime.TryRead(text) is not { Instant: not null } slot || address.Service is not { } service)
        {
            return SlotRefusals.OffGrid;
        }

        var command = new PlaceHold(default, slot, VisitorHold.DefaultLength)
        {
            ServiceId = new ServiceId(service),
            ResourceId = address.With is null or BookAddress.Anyone ? null : new ResourceId(address.With),
        };
        return (await holds.PlaceAsync(call, command, Find(address))).IsRefused(out var refusal, out var placed) ? refusal : placed.Token;
    }

    /// <summary>Null if there is none, or the token is not one of ours.</summary>
    public VisitorHold? Find(BookAddress address) => address.Hold is { } token ? gate.ReadHold(token) : null;

    public Task ExtendAsync(ApiCall call, VisitorHold hold) => holds.ExtendAsync(call, hold);
}
