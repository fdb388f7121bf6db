using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Slots;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Bookings.Book;

/// <param name="Id">Derived from the earlier id, so that a second run finds the same booking.</param>
public sealed record ImportBooking(BookingId Id, UserId UserId, Instant Start);

/// <summary>Imports a booking from an earlier implementation into the default resource's calendar. Past bookings and times off the grid are
/// allowed. Only a double booking is refused. A second run changes nothing.</summary>
public sealed class ImportBookingHandler(CommandExecutor executor, IReadModelStore models)
{
    // The earlier implementation had no other service.
    private static Service Service => DefaultCatalogue.InitialService;

    public async Task<Outcome<BookingId>> HandleAsync(ImportBooking command, CommandContext context, CancellationToken cancellation)
    {
        if (await models.FindAsync(BookingsProjection.ModelName, command.Id.ToString(), cancellation) is not null)
        {
            return command.Id;
        }

        var stream = Calendar.StreamOf(DefaultCatalogue.Resource);
        var at = new ResourceAtLocation(DefaultCatalogue.InitialResource, DefaultCatalogue.InitialLocation, Calendar.InitialOf(stream));
        var candidate = new SlotCandidate(new SlotQuery(Service, context.Now), at, command.Start, IsOverride: false);
        var imported = BookSlotHandler.Make(command.Id, new BookSlot(command.UserId, Service, command.Start), candidate, details: null);
        var outcome = await executor.ExecuteAsync<Calendar>(
            stream, context, calendar => Import(calendar, imported, context.Now), cancellation);
        return outcome.IsRefused(out var refusal, out _) ? refusal : command.Id;
    }

    public static Decision Import(Calendar calendar, BookingMade imported, Instant now)
    {
        if (calendar.Occupied.TryFind(imported.BookingId.Value, out _))
        {
            return Decision.Nothing;
        }

        var resource = calendar.Resource.Value!;
        var occupancy = new ResourceOccupancy(resource, DefaultCatalogue.Zone, calendar.Occupied);
        return resource switch
        {
            { Active: false } => SlotRefusals.ResourceInactive,
            _ when !SlotCheck.HasRoom(imported.Start, new SlotQuery(Service, now), occupancy) => SlotRefusals.Unavailable,
            _ => Decision.Of(imported),
        };
    }
}
