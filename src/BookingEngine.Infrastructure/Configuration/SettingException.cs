namespace BookingEngine.Infrastructure.Configuration;

/// <summary>A setting is missing or wrong. The message names the variable and what it must be, never its value.</summary>
public sealed class SettingException(string message) : Exception(message);
