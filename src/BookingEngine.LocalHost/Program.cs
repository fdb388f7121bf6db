using BookingEngine.Infrastructure.Configuration;
using BookingEngine.LocalHost.Commands;
using BookingEngine.Ports;

try
{
    UnicodeData.Prepare();
    return await LocalHostCommand.RunAsync(args);
}
catch (Exception e) when (e is SettingException or UnusableStoreException or StoreUnavailableException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    Console.Error.WriteLine($"{e.Message} Stop the other process, or set another address with --urls.");
    return 1;
}
catch (Exception e) when (e is System.Net.Sockets.SocketException or InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" })
{
    Console.Error.WriteLine($"--urls must name addresses of this machine: {e.Message}");
    return 1;
}
