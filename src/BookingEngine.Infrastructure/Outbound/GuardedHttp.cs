using System.Net;
using System.Net.Sockets;
using BookingEngine.Outbound;
using NodaTime;

namespace BookingEngine.Infrastructure.Outbound;

/// <summary>Looks up the addresses of a name.</summary>
public delegate Task<IPAddress[]> NameLookup(string host, CancellationToken cancellation);

/// <summary>Sends requests to addresses that tenants have given, over HTTP/1.1: HTTP/2 shares connections and repeats requests.</summary>
public sealed class GuardedHttp : IOutboundHttp, IDisposable
{
    private static readonly Duration ConnectLimit = Duration.FromSeconds(5);

    private readonly NameLookup _lookUp;
    private readonly bool _allowsLoopback;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;

    /// <param name="allowsLoopback">Whether this machine's own addresses are allowed, for development.</param>
    public GuardedHttp(NameLookup lookUp, bool allowsLoopback, TimeProvider time)
    {
        (_lookUp, _allowsLoopback, _time) = (lookUp, allowsLoopback, time);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false, // a proxy would connect to any address
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null, // trace ids are nobody else's business
            ConnectTimeout = ConnectLimit.ToTimeSpan(),
            PooledConnectionLifetime = TimeSpan.FromMinutes(1), // so that a changed name is seen
            MaxResponseDrainSize = 0,
            MaxResponseHeadersLength = 16,
            ConnectCallback = async (context, cancellation) => await ConnectAsync(context.DnsEndPoint, cancellation),
        });
    }

    public async Task<bool> IsReachableAsync(OutboundAddress address, CancellationToken cancellation)
    {
        try
        {
            return (await FindAddressesAsync(address.Value.IdnHost, cancellation)).Length > 0;
        }
        catch (OutboundException)
        {
            return false;
        }
    }

    public async Task<OutboundResult> SendAsync(OutboundRequest request, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(request.TimeLimit.ToTimeSpan(), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await FollowAsync(request, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return OutboundFailure.TimedOut;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return OutboundException.FailureOf(e);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<OutboundResult> FollowAsync(OutboundRequest request, CancellationToken cancellation)
    {
        var address = request.Address;
        for (var redirects = 0; ; redirects++)
        {
            using var message = MessageOf(request, address);
            using var response = await _http.SendAsync(message, cancellation);
            if (request.MaximumRedirects == 0 || TargetOf(response, address) is not { } target)
            {
                return await AnswerOf(response, request.MaximumBody, cancellation);
            }

            if (redirects == request.MaximumRedirects)
            {
                return OutboundFailure.TooManyRedirects;
            }

            if (OutboundAddress.Read(target.AbsoluteUri, _allowsLoopback) is not { } next)
            {
                return OutboundFailure.AddressRefused;
            }

            address = next;
        }
    }

    private static HttpRequestMessage MessageOf(OutboundRequest request, OutboundAddress address)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), address.Value)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (message.Method != HttpMethod.Get)
        {
            message.Content = new ReadOnlyMemoryContent(request.Body);
        }

        foreach (var (name, value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }

    private static Uri? TargetOf(HttpResponseMessage response, OutboundAddress address) =>
        response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect
            or HttpStatusCode.PermanentRedirect && response.Headers.Location is { } location
            ? new Uri(address.Value, location)
            : null;

    private static async Task<OutboundAnswer> AnswerOf(HttpResponseMessage response, int maximum, CancellationToken cancellation)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            headers[name] = string.Join(", ", values);
        }

        await using var content = await response.Content.ReadAsStreamAsync(cancellation);
        using var body = new MemoryStream();
        var buffer = new byte[16_384];
        while (body.Length <= maximum && await content.ReadAsync(buffer, cancellation) is var read and > 0)
        {
            body.Write(buffer, 0, read);
        }

        var isCut = body.Length > maximum;
        body.SetLength(Math.Min(body.Length, maximum));
        return new OutboundAnswer((int)response.StatusCode, headers, body.ToArray(), isCut);
    }

    private async Task<Stream> ConnectAsync(DnsEndPoint endPoint, CancellationToken cancellation)
    {
        var addresses = await FindAddressesAsync(endPoint.Host, cancellation);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, endPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // One address that is not public refuses the name: which one a connection gets is chance.
    private async Task<IPAddress[]> FindAddressesAsync(string host, CancellationToken cancellation)
    {
        IPAddress[] addresses;
        try
        {
            addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await _lookUp(host, cancellation);
        }
        catch (SocketException)
        {
            throw new OutboundException(OutboundFailure.NameUnknown);
        }

        if (addresses.Length == 0)
        {
            throw new OutboundException(OutboundFailure.NameUnknown);
        }

        return Array.TrueForAll(addresses, a => PublicAddresses.Contain(a) || (_allowsLoopback && IPAddress.IsLoopback(a)))
            ? addresses
            : throw new OutboundException(OutboundFailure.AddressRefused);
    }
}
