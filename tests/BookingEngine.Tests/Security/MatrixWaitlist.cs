using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.WaitlistPeople;

namespace BookingEngine.Tests.Security;

/// <summary>The routes of waitlists. The owner's entries are for the first chair.</summary>
internal static class MatrixWaitlist
{
    public static MatrixRow[] Rows =>
    [
        new("GET /waitlist", async (s, _) => await WaitingAsync(s) is { } ? Call.Get("/waitlist?status=open") : null!) { Case = "the owner's in it", ExpectedText = s => $"{s.Owner.Id}" },
        new("GET /waitlist", async (s, _) => Call.Get($"/waitlist?token={await TokenAsync(s)}")) { Case = "with its link" },
        new("POST /waitlist", async (s, caller) => Call.PostJson("/waitlist", (await NewWishAsync(s, caller)).ToJsonString())) { Case = "for oneself" },
        MatrixRow.Post("/waitlist", _ => GuestsWish()) with { Case = "for a guest" },
        new("POST /waitlist", async (s, _) => Call.PostForm($"/waitlist?token={await TokenAsync(s)}", ("action", "leave"))) { Case = "with its link" },
        MatrixRow.PostForm("/waitlist/erase", async s => [("token", await GuestTokenAsync(s))]) with { Case = "with its link" },
        MatrixRow.PostForm("/waitlist/export", async s => [("token", await GuestTokenAsync(s))]) with { Case = "with its link" },
        new("GET /waitlist/{id}", async (s, _) => Call.Get($"/waitlist/{await WaitingAsync(s)}")),
        MatrixRow.Delete("/waitlist/{id}", (s, _) => WaitingAsync(s)),
        MatrixRow.PostTo("/waitlist/{id}/refuse", WaitingAsync) with { Case = "without an offer" },
        MatrixRow.PostTo("/waitlist/{id}/take", WaitingAsync) with { Case = "without an offer" },
    ];

    // No slot of the grid starts then, so nothing is ever free.
    private static JsonObject Wish() => new()
    {
        ["service_id"] = "cut",
        ["resource_id"] = "chair-1",
        ["from"] = "2031-01-01",
        ["to"] = "2031-02-01",
        ["times"] = new JsonArray(new JsonObject { ["from"] = "09:10", ["to"] = "09:20" }),
    };

    private static JsonObject GuestsWish() => SalonFixture.With(Wish(), ("guest", new JsonObject { ["name"] = "Grace", ["email"] = People.NewAddress() }));

    /// <summary>Of the new entry of a new guest.</summary>
    private static async Task<string> GuestTokenAsync(MatrixFixture fixture)
    {
        var joined = await fixture.Api.SendAsync(Call.PostJson("/waitlist", GuestsWish().ToJsonString()) with { Token = fixture.Admin.Token });
        Assert.Equal(201, joined.Status);
        return new RecordedWaitlist(fixture.Api).TokenOf(new(Guid.Parse(joined.Member("id"))));
    }

    /// <summary>A new entry of the owner. The one before is left, because nobody has more than some.</summary>
    private static async Task<string> WaitingAsync(MatrixFixture fixture)
    {
        await LeaveAllAsync(fixture, fixture.Owner);
        var joined = await fixture.Api.SendAsync(Call.PostJson("/waitlist", Wish().ToJsonString()) with { Token = fixture.Owner.Token });
        Assert.Equal(201, joined.Status);
        return joined.Member("id");
    }

    private static async Task<string> TokenAsync(MatrixFixture fixture) =>
        new RecordedWaitlist(fixture.Api).TokenOf(new(Guid.Parse(await WaitingAsync(fixture))));

    private static async Task<JsonObject> NewWishAsync(MatrixFixture fixture, MatrixCaller caller)
    {
        await (caller.Person is { } person ? LeaveAllAsync(fixture, person) : Task.CompletedTask);
        return Wish();
    }

    private static async Task LeaveAllAsync(MatrixFixture fixture, Person person)
    {
        var open = await fixture.Api.SendAsync(Call.Get("/waitlist?scope=own&status=open") with { Token = person.Token });
        foreach (var entry in open.Json["entries"]!.AsArray())
        {
            await fixture.Api.SendAsync(new Call("DELETE", $"/waitlist/{entry!["id"]}") { Token = person.Token });
        }
    }
}
