using System.Text.Json.Nodes;
using BookingEngine.Erasure;
using BookingEngine.Pipeline;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Erasure;

/// <summary>Persons are erased six months after their last booking and sign-in.</summary>
public sealed class RetentionTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new() { Settings = new() { ["RETENTION_MONTHS"] = "6" }, HasTimer = false };
    private Person _admin = null!;

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        _admin = await _api.AdminAsync();
        await RunAsync();
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task A_person_is_erased_by_age_and_not_before()
    {
        var person = await _api.NewPersonAsync();
        await BookAsync(person, "2030-05-02T10:00:00Z");

        await PassToAsync("2030-11-01T11:00:00Z");
        Assert.Equal("active", await StatusAsync(person));
        await PassToAsync("2030-11-02T11:00:00Z");
        Assert.Equal("erased", await StatusAsync(person));
        Assert.Equal("retention", (string?)(await _api.GetAsync(_admin, "/audit?limit=1")).Json["entries"]![0]!["origin"]);
    }

    [Fact]
    public async Task A_later_booking_or_sign_in_keeps_the_person()
    {
        var (booked, signedIn, gone) = (await _api.NewPersonAsync(), await _api.NewPersonAsync(), await _api.NewPersonAsync());
        await BookAsync(booked, "2030-11-20T10:00:00Z");
        await PassToAsync("2030-08-01T12:00:00Z");
        await _api.SignInAsync(signedIn.Email);

        await PassToAsync("2030-11-10T12:00:00Z");

        Assert.Equal(("active", "active", "erased"), (await StatusAsync(booked), await StatusAsync(signedIn), await StatusAsync(gone)));
        await PassToAsync("2031-02-02T12:00:00Z");
        Assert.Equal(("active", "erased"), (await StatusAsync(booked), await StatusAsync(signedIn)));
        await PassToAsync("2031-05-21T12:00:00Z");
        Assert.Equal("erased", await StatusAsync(booked));
    }

    [Fact]
    public async Task Staff_and_administrators_are_never_erased_by_age()
    {
        var staff = await _api.NewPersonAsync("staff", "default");

        await PassToAsync("2032-05-01T12:00:00Z");

        Assert.Equal(("active", "active"), (await StatusAsync(staff), await StatusAsync(_admin)));
    }

    [Fact]
    public async Task Who_waits_is_kept_and_a_guest_who_only_waited_is_erased_by_age()
    {
        var person = await _api.NewPersonAsync();
        var (waiting, left) = (await WaitAsync(person, guest: null, to: "2030-12-01"), await WaitAsync(_admin, "Grace", to: "2030-05-20"));
        Assert.Equal(204, (await _api.SendAsync(new Call("DELETE", $"/waitlist/{left}") { Token = _admin.Token })).Status);

        await PassToAsync("2030-10-31T12:00:00Z");
        Assert.Equal("Grace", await GuestAsync(left));
        await PassToAsync("2030-11-10T12:00:00Z");

        Assert.Equal((null, "active"), (await GuestAsync(left), await StatusAsync(person)));
        Assert.Equal("waiting", (await _api.GetAsync(_admin, $"/waitlist/{waiting}")).Member("status"));
    }

    [Fact]
    public async Task Texts_of_old_bookings_go_and_those_of_newer_ones_stay()
    {
        var person = await _api.NewPersonAsync();
        var (old, newer) = (await BookAsync(person, "2030-05-02T10:00:00Z"), await BookAsync(person, "2030-10-02T10:00:00Z"));

        await PassToAsync("2030-11-10T12:00:00Z");

        Assert.Equal((null, true), await NotesAsync(old));
        Assert.Equal(("Mind the dog", null), await NotesAsync(newer));
        Assert.Equal("active", await StatusAsync(person));
    }

    [Fact]
    public async Task Reasons_in_a_series_without_notes_go_with_its_last_booking()
    {
        var person = await _api.NewPersonAsync();
        var booked = await _api.PostAsync(person, "/bookings/series", new JsonObject { ["rule"] = "FREQ=MONTHLY;COUNT=3", ["slot"] = "2030-05-02T10:00:00Z" });
        Assert.Equal(201, booked.Status);
        var first = $"{booked.Json["bookings"]![0]!["id"]}";
        Assert.Equal(200, (await _api.PostAsync(person, $"/bookings/{first}/cancel", new JsonObject { ["reason"] = "I am ill." })).Status);
        await BookAsync(person, "2031-01-02T10:00:00Z");

        await PassToAsync("2030-11-10T12:00:00Z");
        Assert.Equal("I am ill.", (string?)(await _api.GetAsync(_admin, $"/bookings/{first}")).Json["reason"]);
        await PassToAsync("2031-01-10T12:00:00Z");

        Assert.Null((await _api.GetAsync(_admin, $"/bookings/{first}")).Json["reason"]);
        Assert.Equal("active", await StatusAsync(person));
    }

    [Fact]
    public async Task A_guest_is_erased_after_the_last_booking()
    {
        var booked = await _api.PostAsync(_admin, "/bookings", new JsonObject
        {
            ["slot"] = "2030-05-02T10:00:00Z",
            ["guest"] = new JsonObject { ["name"] = "Grace", ["email"] = "grace@example.com" },
        });

        await PassToAsync("2030-11-10T12:00:00Z");

        Assert.Null((await _api.GetAsync(_admin, $"/bookings/{booked.Member("id")}")).Json["guest"]);
        Assert.Contains(await _api.EventsAsync($"user-{booked.Member("user_id")}"), e => e.Type == "user-erased.v1");
    }

    [Fact]
    public async Task It_runs_once_a_day_and_reads_nothing_else_meanwhile()
    {
        var checkpoints = _api.Services.GetRequiredService<ICheckpoints>();
        var first = await checkpoints.FindAsync(Retention.Checkpoint, CancellationToken.None);
        _api.Clock.Advance(TimeSpan.FromHours(19));
        await RunAsync();
        Assert.Equal(first, await checkpoints.FindAsync(Retention.Checkpoint, CancellationToken.None));
        _api.Clock.Advance(TimeSpan.FromHours(1));
        await RunAsync();
        Assert.NotEqual(first, await checkpoints.FindAsync(Retention.Checkpoint, CancellationToken.None));
    }

    [Fact]
    public async Task Without_the_setting_nobody_is_erased_by_age()
    {
        await using var other = new RunningApiOfOne();
        await other.Api.InitializeAsync();
        Assert.False(other.Api.Services.GetRequiredService<Retention>().IsOn);
        var person = await other.Api.NewPersonAsync();
        Assert.DoesNotContain(await other.Api.EventsAsync($"user-{person.Id}"), e => e.Type == "user-signed-in.v1");
    }

    private Task RunAsync() => _api.Services.GetRequiredService<Retention>().RunAsync(CancellationToken.None);

    // Nothing starts at ten past.
    private async Task<string> WaitAsync(Person by, string? guest, string to)
    {
        var wish = new JsonObject { ["from"] = "2030-05-10", ["to"] = to, ["times"] = new JsonArray(new JsonObject { ["from"] = "09:10", ["to"] = "09:20" }) };
        if (guest is not null)
        {
            wish["guest"] = new JsonObject { ["name"] = guest, ["email"] = "grace@example.com" };
        }

        var joined = await _api.PostAsync(by, "/waitlist", wish);
        Assert.Equal(201, joined.Status);
        return joined.Member("id");
    }

    private async Task<string?> GuestAsync(string entry) => (string?)(await _api.GetAsync(_admin, $"/waitlist/{entry}")).Json["guest"]?["name"];

    private async Task PassToAsync(string instant)
    {
        _api.Clock.SetUtcNow(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture));
        await RunAsync();
        _admin = await _api.AdminAsync();
    }

    private async Task<string> BookAsync(Person person, string slot)
    {
        var booked = await _api.PostAsync(person, "/bookings", new JsonObject { ["slot"] = slot, ["notes"] = "Mind the dog" });
        Assert.Equal(201, booked.Status);
        return booked.Member("id");
    }

    private async Task<string> StatusAsync(Person person) => (await _api.GetAsync(_admin, $"/users/{person.Id}")).Member("status");

    private async Task<(string? Notes, bool? Erased)> NotesAsync(string booking)
    {
        var shown = await _api.GetAsync(_admin, $"/bookings/{booking}");
        return ((string?)shown.Json["notes"], (bool?)shown.Json["erased"]);
    }
}
