using BookingEngine.Bookings;
using BookingEngine.Branding;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.LocalHost.Demo;
using BookingEngine.Ports;
using BookingEngine.ReadModels;
using BookingEngine.Users.Administration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Demo;

public sealed class DemoContentTests(LoadedDemo loaded) : IClassFixture<LoadedDemo>
{
    /// <summary>Instants around the clock changes of both zones, a leap day and New Year, at several hours and weekdays.</summary>
    [Theory]
    [InlineData("2030-03-20T07:30:00Z")]
    [InlineData("2030-10-31T23:59:59Z")]
    [InlineData("2028-02-29T00:00:00Z")]
    [InlineData("2029-12-31T16:20:00Z")]
    public async Task Every_demo_booking_reaches_its_planned_status_whenever_loaded(string now)
    {
        await using var fixture = new DemoFixture(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        await AssertIsAsPlannedAsync(fixture, await fixture.LoadAsync());
    }

    [Fact]
    public Task Every_booking_of_the_default_demo_reaches_its_planned_status() => AssertIsAsPlannedAsync(loaded.Fixture, loaded.Example);

    [Fact]
    public void The_demo_has_past_and_future_bookings_of_each_kind()
    {
        var now = Instant.FromDateTimeOffset(LoadedDemo.Now);
        var all = DemoBookings.Around(now);

        Assert.Equal(
            ["Cancelled 7", "Completed 43", "Declined 3", "NoShow 8"],
            all.Where(b => b.Start < now).CountBy(b => b.Steps[^1].To).Select(c => $"{c.Key} {c.Value}").Order(StringComparer.Ordinal));
        Assert.Equal(
            ["Cancelled 6", "Confirmed 50", "Declined 1", "Pending 6"],
            all.Where(b => b.Start >= now).CountBy(b => b.Steps[^1].To).Select(c => $"{c.Key} {c.Value}").Order(StringComparer.Ordinal));
        Assert.All(all.SelectMany(b => b.Steps), step => Assert.True(step.At <= now));
        Assert.Equal(
            ["first-visit", "room-hire", "treatment", "yoga"], all.Select(b => b.Service.Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_demo_has_two_zones_a_class_and_every_role()
    {
        await using var engine = loaded.Fixture.Open();
        var locations = await engine.GetRequiredService<CatalogueReader<Location>>().ListAsync(null, null, includeRetired: true, CancellationToken.None);
        Assert.Equal(["Europe/Berlin", "UTC", "America/New_York"], locations.Items.Select(l => l.TimeZone));
        var yoga = await engine.GetRequiredService<CatalogueReader<Service>>().FindAsync("yoga", CancellationToken.None);
        Assert.Equal(8, yoga!.Value!.Capacity);
        var brand = await engine.GetRequiredService<CatalogueReader<Brand>>().FindAsync(BrandState.Id, CancellationToken.None);
        Assert.Equal(("Example Practice", OpenBooking.Open), (brand!.Value!.DisplayName, brand.Value.Booking));
        var users = await engine.GetRequiredService<UserDirectory>().ListAsync(null, 100, CancellationToken.None);
        Assert.Equal(
            [
                "admin@demo.example.com Admin ", "emma@demo.example.com Customer ", "grace@demo.example.com Staff grace room",
                "jonas@demo.example.com Staff jonas", "lena@demo.example.com Staff lena studio", "liam@demo.example.com Customer ",
                "mia@demo.example.com Customer ", "noah@demo.example.com Customer ",
            ],
            users.Users.Select(u => $"{u.Email} {u.Member.Role} {string.Join(' ', u.Member.ResourceIds)}").Order(StringComparer.Ordinal));
    }

    private static async Task AssertIsAsPlannedAsync(DemoFixture fixture, DemoExample example)
    {
        await using var engine = fixture.Open();
        foreach (var planned in DemoBookings.Around(example.File.StartedAt))
        {
            var booking = await FindAsync(engine, example, planned);
            Assert.Equal(
                (planned.Start, planned.Steps[^1].To, planned.Resource, planned.Quantity, planned.Steps.Length, planned.Steps[0].At),
                (booking.Slot, booking.Status, booking.ResourceId, booking.Quantity, booking.Versions.Length, booking.CreatedAt));
        }

        var newest = await engine.GetRequiredService<IEventStore>().ListNewestAsync(1, CancellationToken.None);
        Assert.True(newest.Single().RecordedAt <= fixture.Clock.Now());
        var check = await engine.GetRequiredService<Rebuild>().CheckAsync(new Progress<RebuildProgress>(), CancellationToken.None);
        Assert.Equal((0, 0), (check.Different, check.Unreadable));
    }

    private static async Task<Booking> FindAsync(IServiceProvider engine, DemoExample example, DemoBooking planned)
    {
        var commit = new CommitId(new CommitId(example.File.Load).Derive($"booking {planned.Number}"));
        return (await engine.GetRequiredService<BookingFinder>().FindAsync(new BookingId(commit.Derive("booking")), CancellationToken.None))!;
    }
}
