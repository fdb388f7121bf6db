using System.Text.Json.Nodes;
using BookingEngine.EventSourcing;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Bookings.Book;
using BookingEngine.Functions.Catalogue.Services;
using BookingEngine.Functions.Holds;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.Functions.Users.Accounts;
using BookingEngine.Functions.Users.Roles;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.Bookings;

/// <summary>Two chairs that are open round the clock in UTC, two customers, staff of the first chair, and an administrator, on any store.</summary>
public sealed class SalonFixture(Func<Call, Task<Answer>> send, IServiceProvider services, FakeTimeProvider clock)
{
    public const string Ada = "ada@example.com", Ben = "ben@example.com", Stella = "stella@example.com", Admin = RunningApi.AdminEmail;
    public const string Ten = "2030-05-06T10:00:00Z", HalfPast = "2030-05-06T10:30:00Z", Eleven = "2030-05-06T11:00:00Z";

    private readonly Dictionary<string, string> _tokens = [];

    public IServiceProvider Services => services;

    public FakeTimeProvider Clock => clock;

    public static async Task<SalonFixture> OpenAsync(Func<Call, Task<Answer>> send, IServiceProvider services, FakeTimeProvider clock)
    {
        var salon = new SalonFixture(send, services, clock);
        await salon.SignInAsync(Admin, RunningApi.AdminPassword);
        foreach (var chair in new[] { "chair-1", "chair-2" })
        {
            await salon.ResourceAsync(chair);
        }

        foreach (var person in new[] { Ada, Ben, Stella })
        {
            await salon.JoinAsync(person, person == Stella ? "chair-1" : null);
        }

        return salon;
    }

    /// <param name="staffOf">The resource whose staff the person becomes; null for a customer.</param>
    public async Task JoinAsync(string person, string? staffOf)
    {
        var registered = await send(RequestJson.Post("/auth/register", new RegisterUserRequest(RequestJson.Email(person), People.Password, person)));
        Assert.Equal(201, registered.Status);
        await (staffOf is null ? Task.CompletedTask : AppointAsync(registered.Member("id"), staffOf));
        await SignInAsync(person, People.Password);
    }

    public static Task<SalonFixture> OpenAsync(RunningApi api) => OpenAsync(api.SendAsync, api.Services, api.Clock);

    public string TokenOf(string person) => _tokens[person];

    /// <summary>Moves the clock and signs everybody in again, because access tokens expire after an hour.</summary>
    public async Task AdvanceToAsync(DateTimeOffset instant)
    {
        clock.SetUtcNow(instant);
        foreach (var person in _tokens.Keys.ToList())
        {
            await SignInAsync(person, person == Admin ? RunningApi.AdminPassword : People.Password);
        }
    }

    public Task ResourceAsync(string id, int capacity = 1) =>
        CreateAsync("/resources", With(CatalogueCalls.OpenRoundTheClock(id), ("capacity", capacity)));

    /// <summary>Creates a service of an hour on a grid of half hours at both chairs, unless the fields differ.</summary>
    public Task ServiceAsync(string id, params (string Name, JsonNode? Value)[] fields)
    {
        var service = new ServiceRequest { Id = id, Name = "Haircut", Duration = 60, SlotInterval = 30, ResourceIds = [new("chair-1"), new("chair-2")] };
        return CreateAsync("/services", With(RequestJson.Object(service), fields));
    }

    public Task<Answer> SendAsync(string person, Call call) => send(call with { Token = _tokens[person] });

    public Task<Answer> GetAsync(string person, string path) => SendAsync(person, Call.Get(path));

    public Task<Answer> PostAsync(string person, string path, params (string Name, JsonNode? Value)[] fields) =>
        SendAsync(person, fields.Length == 0 ? Call.Post(path) : Call.PostJson(path, With([], fields).ToJsonString()));

    /// <summary>Books the service <c>cut</c> at the first chair, unless the fields differ.</summary>
    public Task<Answer> BookAsync(string person, string slot, params (string Name, JsonNode? Value)[] fields) =>
        SendAsync(person, "/bookings", new CreateBookingRequest { Slot = RequestJson.Slot(slot), ServiceId = new("cut"), ResourceId = new("chair-1") }, fields);

    public Task<Answer> HoldAsync(string person, string slot, params (string Name, JsonNode? Value)[] fields) =>
        SendAsync(person, "/holds", new CreateHoldRequest(RequestJson.Slot(slot)) { ServiceId = new("cut"), ResourceId = new("chair-1") }, fields);

    public Task<Answer> RescheduleAsync(string person, string booking, string slot, params (string Name, JsonNode? Value)[] fields) =>
        SendAsync(person, $"/bookings/{booking}/reschedule", new RescheduleBookingRequest(RequestJson.Slot(slot)), fields);

    public async Task<EventData[]> EventsAsync(string chair = "chair-1") =>
    [
        .. (await services.GetRequiredService<IEventStore>().ReadAsync(StreamName.Parse($"calendar-{chair}"), 0, 1_000, CancellationToken.None))
            .SelectMany(commit => commit.Events).Where(e => !e.Type.StartsWith("resource-", StringComparison.Ordinal)),
    ];

    /// <summary>The types of the booking events of a chair.</summary>
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

    // The fields replace those of the request, so a test can also send invalid ones.
    private Task<Answer> SendAsync<T>(string person, string path, T request, (string Name, JsonNode? Value)[] fields)
        where T : IRequest<T> => SendAsync(person, Call.PostJson(path, With(RequestJson.Object(request), fields).ToJsonString()));

    private async Task AppointAsync(string user, string resource) => Assert.Equal(
        200, (await SendAsync(Admin, RequestJson.Put($"/users/{user}/role", new ChangeRoleRequest(Role.Staff, [new(resource)])))).Status);

    private async Task CreateAsync(string path, JsonObject body) =>
        Assert.Equal(201, (await SendAsync(Admin, Call.PostJson(path, body.ToJsonString()))).Status);
}

/// <summary>The status and code of an error.</summary>
public static class Refusals
{
    public static async Task<(int Status, string Code)> CodeAsync(this Task<Answer> answer) => ((await answer).Status, (await answer).Member("code"));

    public static async Task<int> StatusAsync(this Task<Answer> answer) => (await answer).Status;
}
