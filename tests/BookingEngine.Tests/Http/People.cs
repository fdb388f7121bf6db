using System.Globalization;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Functions.Users.Accounts;
using BookingEngine.Functions.Users.Roles;
using BookingEngine.Users;
using BookingEngine.Users.Profiles;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Http;

/// <summary>A registered and signed-in user.</summary>
public sealed record Person(Guid Id, string Email, string Password, string Token);

/// <summary>Requests of users, one method each.</summary>
public static class People
{
    public const string Password = "correct horse";
    private static readonly DateTimeOffset FirstSlot = new(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static int _people, _slots;

    public static string NewAddress() => $"person{Interlocked.Increment(ref _people)}@example.com";

    /// <summary>A time in UTC that no other test uses.</summary>
    public static string NewSlot() => SlotAt(Interlocked.Increment(ref _slots));

    /// <summary>The n-th half hour of 2031.</summary>
    public static string SlotAt(int n) => FirstSlot.AddMinutes(30 * n).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static Task<Answer> RegisterAsync(this RunningApi api, string email, string password = Password, string fullName = "Ada Lovelace") =>
        api.SendAsync(RequestJson.Post("/auth/register", new RegisterUserRequest(RequestJson.Email(email), password, fullName)));

    public static Task<Answer> SignInAsync(this RunningApi api, string username, string password = Password) =>
        api.SendAsync(Call.PostForm("/auth/token", ("username", username), ("password", password)));

    /// <summary>Registers and signs in a user without bookings.</summary>
    public static async Task<Person> NewPersonAsync(this RunningApi api)
    {
        var email = NewAddress();
        var registered = await api.RegisterAsync(email);
        var signedIn = await api.SignInAsync(email);
        return new Person(Guid.Parse(registered.Member("id")), email, Password, signedIn.Member("access_token"));
    }

    /// <summary>Signs the first administrator in. The first call creates it.</summary>
    public static async Task<Person> AdminAsync(this RunningApi api)
    {
        var signedIn = await api.SignInAsync(RunningApi.AdminEmail, RunningApi.AdminPassword);
        var token = signedIn.Member("access_token");
        var profile = await api.SendAsync(Call.Get("/users/me") with { Token = token });
        return new Person(Guid.Parse(profile.Member("id")), RunningApi.AdminEmail, RunningApi.AdminPassword, token);
    }

    /// <summary>Registers a user, assigns a role and signs in.</summary>
    public static async Task<Person> NewPersonAsync(this RunningApi api, string role, params string[] resources)
    {
        var (admin, person) = (await api.AdminAsync(), await api.NewPersonAsync());
        Assert.Equal(200, (await api.ChangeRoleAsync(admin, person.Id.ToString(), role, resources)).Status);
        return person with { Token = (await api.SignInAsync(person.Email)).Member("access_token") };
    }

    /// <summary>Verifies the user's mail address, as its link does.</summary>
    public static Task VerifyAsync(this RunningApi api, Guid id)
    {
        var (user, now) = (new UserId(id), Instant.FromDateTimeOffset(api.Clock.GetUtcNow()));
        return api.Services.GetRequiredService<CommandExecutor>().ExecuteAsync<User>(
            user.Stream, new CommandContext(new CommitId(Guid.CreateVersion7()), now, null, "test"), _ => Decision.Of(new EmailVerified(user)),
            CancellationToken.None);
    }

    /// <summary>Changes the name without the checks of today, as earlier versions did.</summary>
    public static async Task RenameAsync(this RunningApi api, Guid id, string name)
    {
        var (user, now) = (new UserId(id), Instant.FromDateTimeOffset(api.Clock.GetUtcNow()));
        await api.Services.GetRequiredService<UpdateProfileHandler>().HandleAsync(
            new UpdateProfile(user, name, Locale: null), new CommandContext(new CommitId(Guid.CreateVersion7()), now, null, "test"), CancellationToken.None);
    }

    public static Task<Answer> ChangeRoleAsync(this RunningApi api, Person by, string user, string role, params string[] resources) =>
        api.SendAsync(RequestJson.Put(
            $"/users/{user}/role", new ChangeRoleRequest(RoleNames.All[role], [.. resources.Select(id => new ResourceId(id))])) with
        { Token = by.Token });

    public static Task<Answer> BookAsync(this RunningApi api, Person person, string slot) =>
        api.SendAsync(Call.Post($"/bookings?slot={Uri.EscapeDataString(slot)}") with { Token = person.Token });

    public static Task<Answer> ListAsync(this RunningApi api, Person person, string query = "") =>
        api.SendAsync(Call.Get($"/bookings{query}") with { Token = person.Token });

    public static string[] SlotsOf(this Answer list) => [.. list.Json["bookings"]!.AsArray().Select(b => (string)b!["slot"]!)];
}
