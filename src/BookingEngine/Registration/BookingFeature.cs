using BookingEngine.BookingLimits;
using BookingEngine.BookingLimits.Periods;
using BookingEngine.BookingLimits.Several;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Approve;
using BookingEngine.Bookings.Book;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Bookings.ChangeEnd;
using BookingEngine.Bookings.Complete;
using BookingEngine.Bookings.Decide;
using BookingEngine.Bookings.Lists;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Bookings.Series;
using BookingEngine.Bookings.Series.Book;
using BookingEngine.Bookings.Series.Change;
using BookingEngine.Bookings.Show;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue.Resources;
using BookingEngine.EventSourcing;
using BookingEngine.Guests;
using BookingEngine.Holds;
using BookingEngine.Pipeline;
using BookingEngine.ReadModels;
using BookingEngine.Rezoning;
using BookingEngine.Transfers;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Registration;

public static class BookingFeature
{
    public static IEnumerable<EventType> EventTypes => [.. CalendarEventJson.Types, .. LimitJson.Types, .. PeriodJson.Types];

    public static IServiceCollection AddBookings(this IServiceCollection services) => services
        .AddSingleton<IProjection, BookingsProjection>()
        .AddSingleton<CalendarReader>()
        .AddSingleton<BookingAccess>()
        .AddSingleton<AlternativeSlots>()
        .AddSingleton<SlotCandidateFinder>()
        .AddSingleton<CandidateRules>()
        .AddSingleton<NeedCandidateReader>()
        .AddSingleton<BookingCustomers>()
        .AddSingleton<ResourceChooser>()
        .AddSingleton<SeveralTries>()
        .AddSingleton<BookSeveralHandler>()
        .AddSingleton<BookSlotHandler>()
        .AddSingleton<HoldSeveral>()
        .AddSingleton<PlaceHoldHandler>()
        .AddSingleton<ExtendHoldHandler>()
        .AddSingleton<ReleaseHoldHandler>()
        .AddSingleton<BookHoldHandler>()
        .AddSingleton<BookingFinder>()
        .AddSingleton<GuestIdentities>()
        .AddSingleton<AssignGuestBookings>()
        .AddSingleton<IEventHandler, AssignOnVerification>()
        .AddSingleton<IEventHandler, AssignNewGuestBookings>()
        .AddSingleton<ManageLinks>()
        .AddSingleton<GetBookingHandler>()
        .AddSingleton<BookingHistory>()
        .AddSingleton<GetBookingHistoryHandler>()
        .AddSingleton<GetCalendarHandler>()
        .AddSingleton<BookingTexts>()
        .AddSingleton<BookingReasons>()
        .AddSingleton<BookingCommands>()
        .AddSingleton<CancelBookingHandler>()
        .AddSingleton<DecidePendingHandler>()
        .AddSingleton<RecordOutcomeHandler>()
        .AddSingleton<SeveralRescheduling>()
        .AddSingleton<RescheduleBookingHandler>()
        .AddSingleton<ChangeEndHandler>()
        .AddSingleton<SeveralEnds>()
        .AddSingleton<BookingTransfer>()
        .AddSingleton<JointDecisions>()
        .AddSingleton<DecisionTries>()
        .AddSingleton<SharedBookings>()
        .AddSingleton<UnfinishedActs>()
        .AddSingleton<RetireResourceHandler>()
        .AddSingleton<TransferRecovery>()
        .AddSingleton<RecoverTransferHandler>()
        .AddSingleton<TransferSweep>()
        .AddSingleton<ImportBookingHandler>()
        .AddSingleton<ListBookingsHandler>()
        .AddSingleton<BookingAnswersReader>()
        .AddSingleton<BookingNamesReader>()
        .AddSingleton<ShiftedBookingFinder>()
        .AddSingleton<RezoneHandler>()
        .AddSingleton<RezoneSeveral>()
        .AddSingleton<RezoneSweep>()
        .AddSeries()
        .AddLimits();

    private static IServiceCollection AddSeries(this IServiceCollection services) => services
        .AddSingleton<ManyLimits>()
        .AddSingleton<ManyAlignments>()
        .AddSingleton<BookSeriesHandler>()
        .AddSingleton<BookSharedSeries>()
        .AddSingleton<SharedSeriesChooser>()
        .AddSingleton<SeriesFinder>()
        .AddSingleton<SeriesSelector>()
        .AddSingleton<SeriesCommands>()
        .AddSingleton<CancelSeriesHandler>()
        .AddSingleton<RescheduleSeriesHandler>()
        .AddSingleton<RescheduleSharedSeries>()
        .AddSingleton<DecideSeriesHandler>();

    private static IServiceCollection AddLimits(this IServiceCollection services) => services
        .AddSingleton<BookingCounter>()
        .AddSingleton<ServiceUseReader>()
        .AddSingleton<ClaimStreams>()
        .AddSingleton<CustomerLimitCheck>()
        .AddSingleton<BookingLimitEnforcer>()
        .AddSingleton<ClaimAlignment>()
        .AddSingleton<HoldClaims>()
        .AddSingleton<IEventHandler, AlignClaimsWithBookings>()
        .AddSingleton<IEventHandler, AlignServiceClaims>()
        .AddSingleton<IEventHandler>(s => Reminders(s, "claim-reminders", CustomerClaims.Category, HandlerStart.Beginning))
        .AddSingleton<IEventHandler>(s => Reminders(s, "period-claim-reminders", ServiceClaims.Category, HandlerStart.Deployment))
        .AddSingleton<SettleClaimsHandler>();

    private static SettleClaimsLater Reminders(IServiceProvider services, string name, string category, HandlerStart start) =>
        ActivatorUtilities.CreateInstance<SettleClaimsLater>(services, name, category, start);
}
