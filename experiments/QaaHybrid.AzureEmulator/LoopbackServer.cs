using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace QaaHybrid.AzureEmulator;

/// <summary>A bare HTTP server on 127.0.0.1: no configuration files, no environment, no log.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    // What is still being answered when the server stops is cut off after this.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly WebApplication _application;

    private LoopbackServer(WebApplication application) => _application = application;

    /// <summary>Its address, with a slash at the end.</summary>
    public Uri Address => new(_application.Urls.Single());

    /// <summary>Starts a server.</summary>
    /// <param name="port">Its port; 0 takes a free one.</param>
    /// <param name="configure">Adds what it serves.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<LoopbackServer> StartAsync(int port, Action<WebApplication> configure, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.AddServerHeader = false;
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Patience);
        var application = builder.Build();
        try
        {
            configure(application);
            await application.StartAsync(cancellationToken);
            return new LoopbackServer(application);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            await application.DisposeAsync();
            throw new IOException($"port {port} is in use; name another one, or 0 for a free one", error);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }
}
