using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Locations;
using BookingEngine.Catalogue.Resources;
using BookingEngine.Catalogue.Services;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.EventSourcing;
using NodaTime;

namespace BookingEngine.Tests.Catalogue;

public sealed class CatalogueDecisionTests
{
    private static readonly Instant Now = Instant.FromUtc(2030, 5, 1, 12, 0), Later = Now + Duration.FromHours(1);
    private static readonly Precondition First = new([1]), Any = new(null);

    [Fact]
    public void A_location_is_created_once()
    {
        var created = new LocationCreated(CompleteObjects.Location);
        CreateLocationHandler.Create(Given.EventsOf<CataloguedLocation>(CompleteObjects.Location.Id.Value), CompleteObjects.Location).ThenEvents(created);
        CreateLocationHandler.Create(Given.Events<CataloguedLocation>(created), CompleteObjects.Location).ThenRefused("already_exists");
    }

    [Fact]
    public void The_initial_objects_can_be_changed_but_not_created()
    {
        var location = DefaultCatalogue.InitialLocation with { Name = "Home" };
        CreateLocationHandler.Create(Given.Events<CataloguedLocation>(), location).ThenRefused("already_exists");
        ChangeLocationHandler.Change(Given.Events<CataloguedLocation>(), new(location, new([0]))).ThenEvents(new LocationChanged(location));
        CreateServiceHandler.Create(Given.Events<CataloguedService>(), DefaultCatalogue.InitialService).ThenRefused("already_exists");
        CreateResourceHandler.Create(Given.Events<Calendar>(), DefaultCatalogue.InitialResource).ThenRefused("already_exists");
    }

    [Fact]
    public void An_unknown_object_cannot_be_changed() =>
        ChangeLocationHandler.Change(Given.EventsOf<CataloguedLocation>(CompleteObjects.Location.Id.Value), new(CompleteObjects.Location, Any)).ThenRefused("not_found");

    [Fact]
    public void A_change_with_another_version_is_refused_even_without_effect()
    {
        var now = Given.Events<CataloguedLocation>(new LocationCreated(CompleteObjects.Location), new LocationChanged(CompleteObjects.Location with { Name = "Nord" }));
        ChangeLocationHandler.Change(now, new(CompleteObjects.Location with { Name = "Nord" }, First)).ThenRefused("stale_version");
        ChangeLocationHandler.Change(now, new(CompleteObjects.Location with { Name = "Nord" }, new([2]))).ThenEvents();
    }

    [Fact]
    public void A_service_is_retired_once_and_can_be_reactivated()
    {
        var (created, retired) = (new ServiceCreated(CompleteObjects.Service), CompleteObjects.Service with { Active = false });
        ChangeServiceHandler.Change(Given.Events<CataloguedService>(created), new(retired, First)).ThenEvents(new ServiceRetired(retired));
        var now = Given.Events<CataloguedService>(created, new ServiceRetired(retired));
        ChangeServiceHandler.Change(now, new(retired with { Name = "Cut" }, Any)).ThenEvents(new ServiceChanged(retired with { Name = "Cut" }));
        ChangeServiceHandler.Change(now, new(CompleteObjects.Service, Any)).ThenEvents(new ServiceChanged(CompleteObjects.Service));
    }

    [Fact]
    public void A_resource_is_retired_only_without_future_bookings()
    {
        var retired = DefaultCatalogue.InitialResource with { Active = false };
        var ahead = Given.Events<Calendar>(TestBooking.At(Later));
        var decision = ChangeResourceHandler.Change(ahead, new(retired, Any), Now);
        decision.ThenRefused("resource_has_bookings");
        Assert.Equal([(Later, Later + Duration.FromMinutes(30))], Assert.IsType<ConflictingBookings>(decision.Refusal).Bookings.Select(b => (b.Start, b.End)));
        ChangeResourceHandler.Change(ahead, new(retired, Any), Later).ThenEvents(new ResourceRetired(retired));
        ChangeResourceHandler.Change(ahead, new(retired, new([1])), Now).ThenRefused("stale_version");
    }

    [Fact]
    public void A_retired_resource_accepts_no_booking()
    {
        var booking = TestBooking.At(Later);
        var retired = Given.Events<Calendar>(new ResourceRetired(DefaultCatalogue.InitialResource with { Active = false }));
        Given.Events<Calendar>().Book(booking).ThenEvents(booking);
        retired.Book(booking).ThenRefused("resource_inactive");
    }

    [Fact]
    public void A_definition_has_its_own_version_apart_from_the_calendar()
    {
        var calendar = Given.Events<Calendar>(
            TestBooking.At(Later), new ResourceChanged(DefaultCatalogue.InitialResource), TestBooking.At(Later + Duration.FromHours(1)));
        Assert.Equal((1, 2), (calendar.Resource.Version, calendar.BookingSpans.Count()));
    }

    [Fact]
    public void Conflicts_are_the_unfinished_bookings_during_a_time_off()
    {
        var calendar = Given.Events<Calendar>(
            TestBooking.At(Now - Duration.FromHours(1)), TestBooking.At(Now - Duration.FromMinutes(10)), TestBooking.At(Later), TestBooking.At(Later + Duration.FromMinutes(30)));
        var resource = DefaultCatalogue.InitialResource with { TimeOff = [new(Now - Duration.FromHours(2), Later, null), new(Later, Later + Duration.FromMinutes(30), null)] };
        Assert.Equal([Now - Duration.FromMinutes(10), Later], ChangeResourceHandler.ConflictsOf(calendar, resource, Now, _ => false).Select(b => b.Start));
    }
}
