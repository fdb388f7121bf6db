using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.ReadModels;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Bookings;

public static class BookingFeature
{
    public static IEnumerable<EventType> EventTypes => [.. CalendarEventJson.Types, .. CustomerJson.Types];

    public static IServiceCollection AddBookings(this IServiceCollection services) => services
        .AddSingleton<IProjection, BookingsProjection>()
        .AddSingleton<ResourceCalendars>()
        .AddSingleton<StaffOfResources>()
        .AddSingleton<FreeStarts>()
        .AddSingleton<TakeSlot>()
        .AddSingleton<BookSlotHandler>()
        .AddSingleton<PlaceHoldHandler>()
        .AddSingleton<ReleaseHoldHandler>()
        .AddSingleton<BookHoldHandler>()
        .AddSingleton<BookingFinder>()
        .AddSingleton<GuestIdentities>()
        .AddSingleton<GuestBookings>()
        .AddSingleton<IReaction, HandOverToVerified>()
        .AddSingleton<IReaction, HandOverNewBookings>()
        .AddSingleton<ManageLinks>()
        .AddSingleton<GetBookingHandler>()
        .AddSingleton<BookingHistory>()
        .AddSingleton<GetBookingHistoryHandler>()
        .AddSingleton<GetCalendarHandler>()
        .AddSingleton<BookingDesk>()
        .AddSingleton<CancelBookingHandler>()
        .AddSingleton<DecidePendingHandler>()
        .AddSingleton<RecordOutcomeHandler>()
        .AddSingleton<RescheduleBookingHandler>()
        .AddSingleton<BookingMoves>()
        .AddSingleton<RetireResourceHandler>()
        .AddSingleton<MoveSettlement>()
        .AddSingleton<SettleMoveHandler>()
        .AddSingleton<MoveSweep>()
        .AddSingleton<CustomerClaims>()
        .AddSingleton<IReaction, AlignClaims>()
        .AddSingleton<IReaction, RemindOfClaims>()
        .AddSingleton<SettleClaimsHandler>()
        .AddSingleton<ImportBookingHandler>()
        .AddSingleton<ListBookingsHandler>();
}
