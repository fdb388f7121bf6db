using System.Text.Json.Nodes;
using BookingEngine.EventSourcing;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.Bookings;

/// <summary>Two chairs that are open round the clock in UTC, two customers, somebody who looks after the first chair, and an administrator; on
/// whatever store the API has.</summary>
public sealed class Salon(Func<Call, Task<Answer>> send, IServiceProvider services, FakeTimeProvider clock)
{
    public const string Ada = "ada@example.com", Ben = "ben@example.com", Stella = "stella@example.com", Admin = RunningApi.AdminEmail;
    public const string Ten = "2030-05-06T10:00:00Z", HalfPast = "2030-05-06T10:30:00Z", Eleven = "2030-05-06T11:00:00Z";

    private readonly Dictionary<string, string> _tokens = [];

    public IServiceProvider Services => services;

    public FakeTimeProvider Clock => clock;

    public static async Task<Salon> OpenAsync(Func<Call, Task<Answer>> send, IServiceProvider services, FakeTimeProvider clock)
    {
        var salon = new Salon(send, services, clock);
        await salon.SignInAsync(Admin, RunningApi.AdminPassword);
        foreach (var chair in new[] { "chair-1", "chair-2" })
        {
            await salon.ResourceAsync(chair);
        }

        foreach (var person in new[] { Ada, Ben, Stella })
        {
            var registered = await send(Call.PostJson(
                "/auth/register", new JsonObject { ["email"] = person, ["password"] = People.Password, ["full_name"] = person }.ToJsonString()));
            Assert.Equal(201, registered.Status);
            await (person == Stella ? salon.AppointAsync(registered.Member("id"), "chair-1") : Task.CompletedTask);
            await salon.SignInAsync(person, People.Password);
        }

        return salon;
    }

    public static Task<Salon> OpenAsync(RunningApi api) => OpenAsync(api.SendAsync, api.Services, api.Clock);

    public string TokenOf(string who) => _tokens[who];

    /// <summary>Moves the clock, and signs everybody in anew: nobody's session outlasts an hour.</summary>
    public async Task PassToAsync(DateTimeOffset instant)
    {
        clock.SetUtcNow(instant);
        foreach (var person in _tokens.Keys.ToList())
        {
            await SignInAsync(person, person == Admin ? RunningApi.AdminPassword : People.Password);
        }
    }

    public Task ResourceAsync(string id, int capacity = 1) =>
        CreateAsync("/resources", With(Shop.OpenRoundTheClock(id), ("capacity", capacity)));

    /// <summary>An hour on a grid of half hours, given by both chairs, unless the fields say otherwise.</summary>
    public Task ServiceAsync(string id, params (string Name, JsonNode? Value)[] fields)
    {
        var service = Shop.Service(id);
        (service["duration"], service["slot_interval"], service["resource_ids"]) = (60, 30, new JsonArray("chair-1", "chair-2"));
        return CreateAsync("/services", With(service, fields));
    }

    public Task<Answer> SendAsync(string who, Call call) => send(call with { Token = _tokens[who] });

    public Task<Answer> GetAsync(string who, string path) => SendAsync(who, Call.Get(path));

    public Task<Answer> PostAsync(string who, string path, params (string Name, JsonNode? Value)[] fields) =>
        SendAsync(who, fields.Length == 0 ? Call.Post(path) : Call.PostJson(path, With([], fields).ToJsonString()));

    /// <summary>The first chair's hour <c>cut</c>, unless the fields say otherwise.</summary>
    public Task<Answer> BookAsync(string who, string slot, params (string Name, JsonNode? Value)[] fields) =>
        PostAsync(who, "/bookings", [("slot", slot), ("service_id", "cut"), ("resource_id", "chair-1"), .. fields]);

    public Task<Answer> HoldAsync(string who, string slot, params (string Name, JsonNode? Value)[] fields) =>
        PostAsync(who, "/holds", [("slot", slot), ("service_id", "cut"), ("resource_id", "chair-1"), .. fields]);

    public Task<Answer> RescheduleAsync(string who, string booking, string slot, params (string Name, JsonNode? Value)[] fields) =>
        PostAsync(who, $"/bookings/{booking}/reschedule", [("slot", slot), .. fields]);

    public async Task<EventData[]> EventsAsync(string chair = "chair-1") =>
    [
        .. (await services.GetRequiredService<IEventStore>().ReadAsync(StreamName.Parse($"calendar-{chair}"), 0, 1_000, CancellationToken.None))
            .SelectMany(commit => commit.Events).Where(e => !e.Type.StartsWith("resource-", StringComparison.Ordinal)),
    ];

    /// <summary>What happened to the bookings of a chair.</summary>
    public async Task<string[]> TypesAsync(string chair = "chair-1") => [.. (await EventsAsync(chair)).Select(e => e.Type)];

    public static JsonObject With(JsonObject body, params (string Name, JsonNode? Value)[] fields)
    {
        foreach (var (name, value) in fields)
        {
            body[name] = value?.DeepClone();
        }

        return body;
    }

    private async Task SignInAsync(string email, string password) => _tokens[email] =
        (await send(Call.PostForm("/auth/token", ("username", email), ("password", password)))).Member("access_token");

    private async Task AppointAsync(string user, string resource) => Assert.Equal(200, (await SendAsync(
        Admin, Call.PutJson($"/users/{user}/role", new JsonObject { ["role"] = "staff", ["resource_ids"] = new JsonArray(resource) }.ToJsonString()))).Status);

    private async Task CreateAsync(string path, JsonObject body) =>
        Assert.Equal(201, (await SendAsync(Admin, Call.PostJson(path, body.ToJsonString()))).Status);
}

/// <summary>What an answer comes down to where it is a no.</summary>
public static class Refusals
{
    public static async Task<(int Status, string Code)> CodeAsync(this Task<Answer> answer) => ((await answer).Status, (await answer).Member("code"));

    public static async Task<int> StatusAsync(this Task<Answer> answer) => (await answer).Status;
}
