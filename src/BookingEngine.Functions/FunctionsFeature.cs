using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Bookings.Book;
using BookingEngine.Functions.Bookings.Settle;
using BookingEngine.Functions.Branding.Templates;
using BookingEngine.Functions.CalendarFeeds;
using BookingEngine.Functions.Catalogue;
using BookingEngine.Functions.Docs;
using BookingEngine.Functions.Guests;
using BookingEngine.Functions.Health;
using BookingEngine.Functions.Http.Idempotency;
using BookingEngine.Functions.Pages.Account;
using BookingEngine.Functions.Pages.Account.Bookings;
using BookingEngine.Functions.Pages.Account.Calendars;
using BookingEngine.Functions.Pages.Account.Profiles;
using BookingEngine.Functions.Pages.Account.Waiting;
using BookingEngine.Functions.Pages.Book;
using BookingEngine.Functions.Pages.Confirm;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Manage;
using BookingEngine.Functions.Pages.Months;
using BookingEngine.Functions.Pages.Proofs;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Functions.Pages.Staff;
using BookingEngine.Functions.Pages.Staff.Block;
using BookingEngine.Functions.Pages.Staff.Change;
using BookingEngine.Functions.Pages.Staff.ClosedDays;
using BookingEngine.Functions.Pages.Staff.Guests;
using BookingEngine.Functions.Pages.Waitlist;
using BookingEngine.Functions.Pipeline;
using BookingEngine.Functions.PublicBookings;
using BookingEngine.Functions.PublicBookings.Proofs;
using BookingEngine.Functions.Users.Sessions;
using BookingEngine.Functions.Waitlist;
using BookingEngine.Functions.Webhooks.Events;
using BookingEngine.Infrastructure;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Registration;

namespace BookingEngine.Functions;

public static class FunctionsFeature
{
    /// <summary>Registers all services of the functions, the same in both hosts.</summary>
    public static IServiceCollection AddFunctions(this IServiceCollection services, Settings settings) => services
        .AddInfrastructure(settings)
        .AddBookingEngine()
        .AddSingleton<ApiKey>()
        .AddSingleton<ClientAddress>()
        .AddSingleton<LimitGate>()
        .AddSingleton<SecurityEvents>()
        .AddSingleton<BearerToken>()
        .AddSingleton<IdempotencyGate>()
        .AddSingleton<SecurityHeaders>()
        .AddSingleton<Cors>()
        .AddSingleton<Cursor>()
        .AddSingleton<HttpEdge>()
        .AddSingleton<BookingEdge>()
        .AddSingleton(typeof(CatalogueQueries<>))
        .AddSingleton<TemplateCalls>()
        .AddSingleton<EventCursors>()
        .AddSingleton<GuestLinks>()
        .AddSingleton<FeedMaking>()
        .AddSingleton<ManagedBooking>()
        .AddSingleton<ClaimsMessages>()
        .AddSingleton<PublicBookingGate>()
        .AddSingleton<PublicCatalogue>()
        .AddSingleton<VisitorHolds>()
        .AddSingleton<VisitorBookings>()
        .AddSingleton<VisitorProofs>()
        .AddSingleton<MonthFinder>()
        .AddSingleton<TimeStep>()
        .AddSingleton<BookPages>()
        .AddSingleton<BookLimits>()
        .AddSingleton<PageHolds>()
        .AddSingleton<ProofInputs>()
        .AddSingleton<DetailsStep>()
        .AddSingleton<ConfirmPage>()
        .AddSingleton<EntryCalls>()
        .AddSingleton<WaitlistBody>()
        .AddSingleton<WaitlistPages>()
        .AddSingleton<WaitlistPageRoutes>()
        .AddSingleton<EntryLinkButton>()
        .AddSingleton<PageLooks>()
        .AddSingleton<PageOrigin>()
        .AddSingleton<PageEdge>()
        .AddSingleton<CountedSignIns>()
        .AddSingleton<AccountEdge>()
        .AddSingleton<AccountAttempts>()
        .AddSingleton<BookingItems>()
        .AddSingleton<OwnBookings>()
        .AddSingleton<WaitingItems>()
        .AddSingleton<JoinPage>()
        .AddSingleton<ProfilePage>()
        .AddSingleton<FeedsPage>()
        .AddStaffPages()
        .AddSingleton<TitledDocs>()
        .AddSingleton<BookingPanel>()
        .AddSingleton<ManagePage>()
        .AddSingleton<CustomerChanges>()
        .AddSingleton<EntryFiles>()
        .AddSingleton<GuestLinkButton>()
        .AddSingleton<Readiness>()
        .AddSingleton<SweepFunction>();

    private static IServiceCollection AddStaffPages(this IServiceCollection services) => services
        .AddSingleton<StaffResources>()
        .AddSingleton<StaffDaysFinder>()
        .AddSingleton<StaffBookings>()
        .AddSingleton<StaffBookingPage>()
        .AddSingleton<GuestOffers>()
        .AddSingleton<GuestPages>()
        .AddSingleton<BlockPage>()
        .AddSingleton<ClosedDaysPage>();
}
