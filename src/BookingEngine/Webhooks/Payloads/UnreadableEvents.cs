using System.Security.Cryptography;
using System.Text.Json;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;

namespace BookingEngine.Webhooks.Payloads;

/// <summary>Tells failures that last until somebody repairs the store from those that pass.</summary>
internal static class UnreadableEvents
{
    /// <summary>Whether the stored event, or what it is composed with, cannot be read.</summary>
    public static bool Caused(Exception exception) =>
        exception is DamagedStreamException or UnknownEventTypeException or JsonException or CryptographicException or UnusableStoreException;
}
