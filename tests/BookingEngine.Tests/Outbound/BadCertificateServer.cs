using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BookingEngine.Tests.Outbound;

/// <summary>An HTTPS server whose certificate nobody trusts.</summary>
internal sealed class BadCertificateServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate = NewCertificate();
    private readonly Task _running;
    private int _refused;

    public BadCertificateServer()
    {
        _listener.Start();
        _running = ServeAsync();
    }

    /// <summary>How many clients left when they saw the certificate.</summary>
    public int Refused => _refused;

    public string Url(string path) => $"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}{path}";

    public async ValueTask DisposeAsync()
    {
        // The listener ends after the loop: a loop that accepts at that moment would find it closed.
        await _stop.CancelAsync();
        await _running;
        _listener.Dispose();
        _stop.Dispose();
        _certificate.Dispose();
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await RefusedAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            return; // the end of the test
        }
    }

    private async Task RefusedAsync(TcpClient client)
    {
        try
        {
            await using var secure = new SslStream(client.GetStream());
            await secure.AuthenticateAsServerAsync(_certificate);
            _refused += await secure.ReadAsync(new byte[1]) == 0 ? 1 : 0;
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            _refused++;
        }
    }
}
