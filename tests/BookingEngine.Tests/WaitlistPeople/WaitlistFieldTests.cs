using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.WaitlistPeople;

/// <summary>What a request to join may say.</summary>
public sealed class WaitlistFieldTests(RunningApi api) : IClassFixture<RunningApi>
{
    public static TheoryData<string, string, string> Wrong => new()
    {
        { """{"to":"2030-05-18"}""", "from", "is required" },
        { """{"from":"2030-05-13"}""", "to", "is required" },
        { """{"from":"soon","to":"2030-05-18"}""", "from", "must be a date such as 2030-05-13, or a time with its offset such as 2030-05-13T14:30:00+02:00" },
        { """{"from":"2030-05-13","to":"2031-05-15"}""", "to", "must be at most 366 days after from" },
        { """{"from":"2030-05-13T00:00:00Z","to":"2031-05-14T00:00:01Z"}""", "to", "must be at most 366 days after from" },
        { """{"from":"2030-05-13","to":"2030-05-18","weekdays":"monday"}""", "weekdays", "must be a list" },
        { """{"from":"2030-05-13","to":"2030-05-18","weekdays":["Monday"]}""", "weekdays[0]", "must be monday or tuesday or wednesday or thursday or friday or saturday or sunday" },
        { """{"from":"2030-05-13","to":"2030-05-18","weekdays":["monday","monday"]}""", "weekdays[1]", "must not be listed twice" },
        { """{"from":"2030-05-13","to":"2030-05-18","times":[{"from":"9:00","to":"12:00"}]}""", "times[0].from", "must be a time of day such as 09:30, or 24:00 for the end of the day" },
        { """{"from":"2030-05-13","to":"2030-05-18","times":[{"from":"09:00","to":"09:00"}]}""", "times[0].to", "must not be equal to from" },
        { """{"from":"2030-05-13","to":"2030-05-18","times":[{"from":"09:00"}]}""", "times[0].to", "is required" },
        { """{"from":"2030-05-13","to":"2030-05-18","times":[["09:00","12:00"]]}""", "times[0]", "must be an object" },
        { """{"from":"2030-05-13","to":"2030-05-18","quantity":0}""", "quantity", "must be a whole number from 1 to 10000" },
        { """{"from":"2030-05-13","to":"2030-05-18","duration":0}""", "duration", "must be a whole number from 1 to 525600" },
        { """{"from":"2030-05-13","to":"2030-05-18","service_id":""}""", "service_id", "must have 1 to 60 letters, digits, -, _ or ., and begin with a letter or digit" },
        { """{"from":"2030-05-13","to":"2030-05-18","guest":{"email":"grace@example.com"}}""", "guest.name", "is required" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_field_is_refused_with_its_path(string body, string field, string error)
    {
        var person = await api.NewPersonAsync();

        var refused = await api.SendAsync(Call.PostJson("/waitlist", body) with { Token = person.Token });

        Assert.Equal((422, "invalid_fields"), (refused.Status, refused.Member("code")));
        Assert.Equal(error, (string?)refused.Json["errors"]![field]?[0]);
    }

    [Fact]
    public async Task Misspelt_names_and_guests_of_customers_are_refused()
    {
        var person = await api.NewPersonAsync();
        var body = new JsonObject { ["from"] = "2030-05-13", ["to"] = "2030-05-18", ["weekday"] = new JsonArray("monday") };

        Assert.Equal((422, "unknown_field"), await api.PostAsync(person, "/waitlist", body).CodeAsync());
        body.Remove("weekday");
        body["guest"] = new JsonObject { ["name"] = "Grace" };
        Assert.Equal((403, "guest_forbidden"), await api.PostAsync(person, "/waitlist", body).CodeAsync());
        var staff = await api.NewPersonAsync("staff", "default");
        body["resource_id"] = "other";
        Assert.Equal((403, "guest_forbidden"), await api.PostAsync(staff, "/waitlist", body).CodeAsync());
    }

    [Fact]
    public async Task Joining_needs_the_key_and_a_session_and_json()
    {
        (await api.SendAsync(Joining())).AssertIsUnauthorized();
        Assert.Equal((403, "invalid_api_key"), await api.SendAsync(Joining() with { Key = null }).CodeAsync());
        var person = await api.NewPersonAsync();
        Assert.Equal(415, (await api.SendAsync(Call.PostForm("/waitlist", ("from", "2030-05-13")) with { Token = person.Token })).Status);
        (await api.SendAsync(Call.Get("/waitlist"))).AssertIsUnauthorized();

        static Call Joining() => Call.PostJson("/waitlist", """{"from":"2030-05-13","to":"2030-05-18"}""");
    }
}
