using System.Globalization;
using System.Text;
using BookingEngine.Benchmarks.Stores;

namespace BookingEngine.Benchmarks.Load;

/// <summary>The requests of a plan as bytes. <c>requests.lua</c> generates the same ones.</summary>
public sealed class Requests(LoadPlan plan)
{
    private static readonly DateTimeOffset StartOf2031 = new(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly string[] _headers =
    [
        .. File.ReadLines(plan.TokensFile).Select(token => $"Host: localhost\r\nx-api-key: {plan.ApiKey}\r\nAuthorization: Bearer {token}\r\n"),
    ];

    private int _count;

    public byte[] Next()
    {
        var n = Interlocked.Increment(ref _count);
        return Encoding.ASCII.GetBytes(plan.Kind switch
        {
            "bare" => "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "list" => $"GET /bookings HTTP/1.1\r\n{_headers[n % _headers.Length]}\r\n",
            "free" => $"GET /availability?service_id={Week.Service}&from={Week.From}&to={Week.To} HTTP/1.1\r\n{_headers[n % _headers.Length]}\r\n",
            "book" => $"POST /bookings?slot={Slot(plan.FirstSlot + n)} HTTP/1.1\r\n{_headers[n % _headers.Length]}Content-Length: 0\r\n\r\n",
            "spread" => $"POST /bookings?{Spread(plan.FirstSlot + n)} HTTP/1.1\r\n{_headers[n % _headers.Length]}Content-Length: 0\r\n\r\n",
            _ => throw new BenchmarkException($"There is no load of the kind {plan.Kind}."),
        });
    }

    private static string Slot(int n) =>
        StartOf2031.AddMinutes(30.0 * n).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Spread(int n)
    {
        var (slot, calendar) = Math.DivRem(n, Seed.Calendars);
        return $"service_id={CatalogueSeed.Spread}&resource_id={Stores.Bookings.Resource(CatalogueSeed.Spread, calendar)}&slot={Slot(slot)}";
    }
}
