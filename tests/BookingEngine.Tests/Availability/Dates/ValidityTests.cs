using BookingEngine.Slots;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using static BookingEngine.Tests.Availability.Given;

namespace BookingEngine.Tests.Availability.Dates;

public sealed class ValidityTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Theory] // valid from 1 June to 3 June, in Auckland
    [InlineData("2026-05-31T11:00Z", Unavailability.OutsideValidity)]
    [InlineData("2026-05-31T12:00Z", null)] // 1 June begins
    [InlineData("2026-06-02T11:00Z", null)] // ends on 3 June
    [InlineData("2026-06-02T12:00Z", Unavailability.OutsideValidity)] // 3 June begins
    public void Validity_includes_its_first_date_and_excludes_its_last(string start, Unavailability? expected)
    {
        var service = Service("120/60") with { ValidFrom = new(2026, 6, 1), ValidTo = new(2026, 6, 3) };
        Assert.Equal(expected, Calendar("Pacific/Auckland", Daily("00:00-24:00")).UnavailabilityAt(start, service));
    }

    [Fact]
    public void Validity_may_have_only_one_end()
    {
        var calendar = Calendar("UTC", Daily("00:00-24:00"));
        var (from, to) = (Service("60/60") with { ValidFrom = new(2026, 6, 1) }, Service("60/60") with { ValidTo = new(2026, 6, 1) });
        Assert.Equal(
            [Unavailability.OutsideValidity, null, null, Unavailability.OutsideValidity],
            [
                calendar.UnavailabilityAt("2026-05-31T23:00Z", from), calendar.UnavailabilityAt("2026-06-01T00:00Z", from),
                calendar.UnavailabilityAt("2026-05-31T23:00Z", to), calendar.UnavailabilityAt("2026-06-01T00:00Z", to),
            ]);
    }

    [Fact]
    public async Task Search_explains_and_booking_refuses_dates_outside_validity()
    {
        var id = await api.NewServiceAsync("Europe/Berlin", 60, 60, ["09:00-10:00"], change: service =>
            (service["valid_from"], service["valid_to"]) = ("2030-05-07", "2030-05-08"));
        var person = await api.NewPersonAsync();
        var found = await api.FindAsync(person, $"service_id={id}&from=2030-05-06&to=2030-05-09&explain=true");
        Assert.Equal(["2030-05-07T09:00:00+02:00"], found.Starts());
        Assert.Equal(
            [("2030-05-06T09:00:00+02:00", id, "validity"), ("2030-05-08T09:00:00+02:00", id, "validity")], found.Refused());
        Assert.Equal(["2030-05-07T09:00:00+02:00"], (await api.NextAsync(person, $"service_id={id}")).Starts());
        Assert.Equal((422, "outside_validity"), await api.BookAsync(person, id, "2030-05-08T09:00:00").CodeAsync());
        Assert.Equal(201, (await api.BookAsync(person, id, "2030-05-07T09:00:00")).Status);
    }

    [Fact]
    public async Task Reschedule_obeys_validity_and_staff_may_override_it()
    {
        var id = await api.NewServiceAsync("UTC", 60, 60, ["09:00-11:00"], change: service => service["valid_to"] = "2030-05-08");
        var admin = await api.AdminAsync();
        var booking = (await api.BookAsync(admin, id, "2030-05-07T09:00:00")).Member("id");
        Assert.Equal((422, "outside_validity"), await RescheduleAsync(false).CodeAsync());
        Assert.Equal(200, await RescheduleAsync(true).StatusAsync());

        Task<Answer> RescheduleAsync(bool isOverride) => api.PostAsync(
            admin, $"/bookings/{booking}/reschedule", new() { ["slot"] = "2030-05-09T09:00:00", ["override"] = isOverride });
    }

    [Fact]
    public async Task Retirement_moves_bookings_outside_validity_too()
    {
        var (admin, other) = (await api.AdminAsync(), CatalogueCalls.NewId("other"));
        await api.NewResourceAsync(admin, other, "default", ["00:00-24:00"]);
        var id = await api.NewServiceAsync("UTC", 60, 60, ["00:00-24:00"], change: service => service["resource_ids"]!.AsArray().Add(other));
        Assert.Equal(201, (await api.BookAsync(admin, id, "2030-05-07T09:00:00Z", ("resource_id", id))).Status);
        var service = (await api.GetAsync(admin, $"/services/{id}")).Json;
        (service["valid_to"], service["minimum_notice_days"]) = ("2030-05-07", 30);
        Assert.Equal(200, (await api.PutAsync(admin, $"/services/{id}", service, "*")).Status);

        var resource = (await api.GetAsync(admin, $"/resources/{id}")).Json;
        resource["active"] = false;
        Assert.Equal(200, (await api.PutAsync(admin, $"/resources/{id}?move_to={other}", resource, "*")).Status);
    }
}
