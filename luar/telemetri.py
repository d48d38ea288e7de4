"""Jejak OpenTelemetry lewat OTLP; mati kecuali ``USULAN_OTLP_ALAMAT`` diisi."""

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor


def siapkan_jejak_otel(layanan: str, alamat: str) -> None:
    penyedia = TracerProvider(resource=Resource.create({SERVICE_NAME: layanan}))
    penyedia.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=alamat, insecure=True)))
    trace.set_tracer_provider(penyedia)
