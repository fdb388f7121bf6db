var builder = WebApplication.CreateBuilder(args);
builder.Logging.ClearProviders();
await using var app = builder.Build();
app.MapGet("/health/live", () => "ok");
await app.StartAsync();
Console.WriteLine($"The empty server serves on {app.Urls.First()}");
await app.WaitForShutdownAsync();
