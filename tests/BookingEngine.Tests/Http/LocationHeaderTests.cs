using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Idempotency;

namespace BookingEngine.Tests.Http;

/// <summary>Where a created object is.</summary>
public sealed class LocationHeaderTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task A_created_booking_names_its_path_also_when_replayed()
    {
        var (person, slot, key) = (await api.NewPersonAsync(), People.NewSlot(), IdempotentCalls.NewKey());
        var (first, again) = (await api.BookAsync(person, slot, key), await api.BookAsync(person, slot, key));

        again.AssertReplayOf(first);
        Assert.Equal(($"/bookings/{first.Member("id")}", first.Header("Location")), (first.Header("Location"), again.Header("Location")));
        Assert.Equal(first.Text, (await api.GetAsync(person, first.Header("Location")!)).Text);
    }

    [Fact]
    public async Task A_refused_booking_names_no_path()
    {
        var (person, slot) = (await api.NewPersonAsync(), People.NewSlot());
        await api.BookAsync(person, slot);
        var refused = await api.BookAsync(person, slot, IdempotentCalls.NewKey());
        Assert.Equal((409, null), (refused.Status, refused.Header("Location")));
    }

    [Fact]
    public async Task Created_objects_of_the_catalogue_name_their_path()
    {
        var admin = await api.AdminAsync();
        foreach (var (path, body) in new[] { ("/locations", CatalogueCalls.Location()), ("/resources", CatalogueCalls.Resource()), ("/services", CatalogueCalls.Service()) })
        {
            var call = Call.PostJson(path, body.ToJsonString()) with { Token = admin.Token, Headers = [("Idempotency-Key", IdempotentCalls.NewKey())] };
            var (created, again) = (await api.SendAsync(call), await api.SendAsync(call with { Body = new StringContent(body.ToJsonString(), null, "application/json") }));
            Assert.Equal((201, $"{path}/{created.Member("id")}"), (created.Status, created.Header("Location")));
            Assert.Equal((created.Header("Location"), created.Header("ETag")), (again.Header("Location"), again.Header("ETag")));
            Assert.Equal(created.Text, (await api.GetAsync(admin, created.Header("Location")!)).Text);
        }
    }

    [Fact]
    public async Task A_hold_and_a_user_name_their_path()
    {
        var person = await api.NewPersonAsync();
        var hold = await api.PostAsync(person, "/holds", new JsonObject { ["slot"] = People.NewSlot() });
        var registered = await api.RegisterAsync(People.NewAddress());

        Assert.Equal((201, $"/holds/{hold.Member("id")}"), (hold.Status, hold.Header("Location")));
        Assert.Equal(204, (await api.SendAsync(new Call("DELETE", hold.Header("Location")!) { Token = person.Token })).Status);
        Assert.Equal((201, "/users/me"), (registered.Status, registered.Header("Location")));
    }
}
