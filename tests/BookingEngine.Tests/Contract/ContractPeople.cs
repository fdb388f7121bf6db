using BookingEngine.Functions.Users.Accounts;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Contract;

/// <summary>Requests of users, one method each.</summary>
internal static class ContractPeople
{
    private static int _slots;

    public static string NewAddress() => $"{Guid.CreateVersion7():N}@example.com";

    /// <summary>A time in UTC that no other contract test uses.</summary>
    public static string NewSlot() => People.SlotAt(20_000 + Interlocked.Increment(ref _slots));

    public static Task<Answer> RegisterAsync(this ContractApi api, string email) => api.SendAsync(
        RequestJson.Post("/auth/register", new RegisterUserRequest(RequestJson.Email(email), People.Password, "Ada Lovelace")));

    public static Task<Answer> SignInAsync(this ContractApi api, string username, string password = People.Password) =>
        api.SendAsync(Call.PostForm("/auth/token", ("username", username), ("password", password)));

    /// <summary>Registers and signs in a user without bookings.</summary>
    public static async Task<Person> NewPersonAsync(this ContractApi api)
    {
        var email = NewAddress();
        var registered = await api.RegisterAsync(email);
        var signedIn = await api.SignInAsync(email);
        return new Person(Guid.Parse(registered.Member("id")), email, People.Password, signedIn.Member("access_token"));
    }

    /// <summary>The access token of the deployment's first administrator.</summary>
    public static async Task<string> AdminTokenAsync(this ContractApi api) =>
        (await api.SignInAsync(api.AdminEmail, api.AdminPassword)).Member("access_token");

    public static Task<Answer> BookAsync(this ContractApi api, Person person, string slot) =>
        api.SendAsync(Call.Post($"/bookings?slot={Uri.EscapeDataString(slot)}") with { Token = person.Token });

    public static Task<Answer> ListAsync(this ContractApi api, Person person, string query = "") =>
        api.SendAsync(Call.Get($"/bookings{query}") with { Token = person.Token });
}
