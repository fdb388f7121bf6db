using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using BookingEngine.Benchmarks.Cost.Counting;
using BookingEngine.Benchmarks.Stores;

namespace BookingEngine.Benchmarks.Cost.Days;

/// <summary>The requests of a tenant's customers and staff.</summary>
/// <param name="start">When the first bookable day begins.</param>
public sealed class Customers(HttpClient client, string apiKey, Tally tally, DateTimeOffset start)
{
    public const string AdminEmail = "admin@example.com", AdminPassword = "horse of the admin";
    private const string Password = "horse of a customer";
    private readonly List<Customer> _known = [];
    private Customer? _admin;
    private int _slots, _registered;

    /// <summary>Registers and signs in.</summary>
    public async Task RegisterAsync()
    {
        var email = $"customer-{_registered++}@example.com";
        await SendAsync(HttpMethod.Post, "/auth/register", body: JsonContent.Create(new { email, password = Password, full_name = "A Customer" }));
        _known.Add(await SignInAsync(email, Password));
    }

    public async Task SignInAdminAsync() => _admin = await SignInAsync(AdminEmail, AdminPassword);

    /// <summary>One booking by a customer who is signed in.</summary>
    public Task<string> BookAsync(int n) => BookAsync(_known[n % _known.Count]);

    /// <summary>A visit with a booking. Every fifth customer is new. Every tenth booking is cancelled, every twentieth moved. Staff look at the bookings
    /// once for five visits.</summary>
    public async Task VisitAsync(int n)
    {
        var customer = await ArriveAsync(n);
        await SendAsync(HttpMethod.Get, "/services", customer.Access);
        var (resource, slot) = Slot(_slots);
        var day = slot.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var next = slot.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        for (var search = 0; search < 2; search++)
        {
            var query = $"service_id={CatalogueSeed.Spread}&resource_id={resource}&from={day}&to={next}";
            await SendAsync(HttpMethod.Get, $"/availability?{query}", customer.Access);
        }

        var id = await BookAsync(customer);
        await SendAsync(HttpMethod.Get, "/bookings", customer.Access);
        await ChangeAsync(n, customer, id);
        if (n % 5 == 4)
        {
            _admin = await RefreshAsync(_admin!);
            await SendAsync(HttpMethod.Get, "/bookings?scope=all&limit=50", _admin.Access);
        }
    }

    private async Task<Customer> ArriveAsync(int n)
    {
        if (n % 5 == 0)
        {
            await RegisterAsync();
            return _known[^1];
        }

        var known = n % _known.Count;
        return _known[known] = await RefreshAsync(_known[known]);
    }

    private async Task<string> BookAsync(Customer customer)
    {
        var (resource, slot) = Slot(_slots++);
        var query = $"service_id={CatalogueSeed.Spread}&resource_id={resource}&slot={slot:yyyy-MM-ddTHH:mm:ssZ}";
        return (await SendAsync(HttpMethod.Post, $"/bookings?{query}", customer.Access)).GetProperty("id").GetString()!;
    }

    private async Task ChangeAsync(int n, Customer customer, string id)
    {
        if (n % 10 == 9)
        {
            await SendAsync(HttpMethod.Post, $"/bookings/{id}/cancel", customer.Access);
        }
        else if (n % 20 == 4)
        {
            var slot = Slot(_slots - 1).Slot.AddDays(60);
            await SendAsync(HttpMethod.Post, $"/bookings/{id}/reschedule", customer.Access, JsonContent.Create(new { slot }));
        }
    }

    private async Task<Customer> SignInAsync(string email, string password)
    {
        var form = new FormUrlEncodedContent([new("username", email), new("password", password)]);
        return Customer.Of(await SendAsync(HttpMethod.Post, "/auth/token", body: form));
    }

    private async Task<Customer> RefreshAsync(Customer customer) => Customer.Of(await SendAsync(
        HttpMethod.Post, "/auth/refresh", body: JsonContent.Create(new { refresh_token = customer.Refresh })));

    private (string Resource, DateTimeOffset Slot) Slot(int n)
    {
        var (slot, calendar) = Math.DivRem(n, Seed.Calendars);
        return (Stores.Bookings.Resource(CatalogueSeed.Spread, calendar).Value, start.AddMinutes(30 * slot));
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, string? token = null, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.Add("x-api-key", apiKey);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        tally.Add(Tally.Answers, "bytes", text.Length);
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement
            : throw new BenchmarkException($"{method} {path} gave {(int)response.StatusCode}: {text}");
    }

    private sealed record Customer(string Access, string Refresh)
    {
        public static Customer Of(JsonElement token) =>
            new(token.GetProperty("access_token").GetString()!, token.GetProperty("refresh_token").GetString()!);
    }
}
